package org.resumelb.jetty.admin.verdict;

/**
 * Everything that can be worth an operator's attention; those worse come first. This is the only list: the alert rules
 * name the same.
 */
public enum ConditionKind {
    NO_WORKER_SERVES("no-worker-serves", "workers"),
    REQUESTS_REFUSED("requests-refused", "traffic"),
    REQUESTS_FAIL("requests-fail", "traffic"),
    REQUESTS_WAIT("requests-wait", "traffic"),
    STOPPING("stopping", "workers"),
    WORKERS_UNKNOWN("workers-unknown", "workers"),
    WORKER_LEFT_OUT("worker-left-out", "workers"),
    WORKER_UNREACHABLE("worker-unreachable", "workers"),
    WORKER_WITHOUT_RESUME("worker-without-resume", "workers"),
    CLASSIFIER_FAILS("classifier-fails", "classifier"),
    CLASSIFIER_FILE_NEWER("classifier-file-newer", "classifier"),
    AFFINITY_DOES_NOT_HELP("affinity-does-not-help", "matrix"),
    WORKER_DRAINING("worker-draining", "workers");

    private final String id;
    private final String section;

    ConditionKind(String id, String section) {
        this.id = id;
        this.section = section;
    }

    /** What programs call it. */
    public String id() {
        return id;
    }

    /** Where the dashboard shows more of it. */
    public String section() {
        return section;
    }
}
