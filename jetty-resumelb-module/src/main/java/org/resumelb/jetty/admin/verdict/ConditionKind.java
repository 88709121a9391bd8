package org.resumelb.jetty.admin.verdict;

/**
 * Everything that may deserve an operator's attention, worst first. This is the only list: the dashboard, {@code
 * resumelb check}, the metric {@code resumelb_condition} and the alert rules, which a test writes, all follow from it.
 */
public enum ConditionKind {
    NO_WORKER_SERVES("no-worker-serves", "workers", "No worker serves", 10),
    REQUESTS_REFUSED("requests-refused", "traffic", "Requests get no worker, but 503", 60),
    REQUESTS_FAIL("requests-fail", "traffic", "A share of the requests fails", 60),
    REQUESTS_WAIT("requests-wait", "traffic", "Requests wait for a worker", 30),
    STOPPING("stopping", "workers", "The load balancer is about to stop", ConditionKind.NEVER),
    WORKERS_UNKNOWN("workers-unknown", "workers", "The workers are unknown", 60),
    WORKER_LEFT_OUT("worker-left-out", "workers", "A worker is left out because it fails requests", 30),
    WORKER_UNREACHABLE("worker-unreachable", "workers", "A worker does not serve", 60),
    WORKER_WITHOUT_RESUME("worker-without-resume", "workers", "A worker serves without a résumé", 60),
    CLASSIFIER_FAILS("classifier-fails", "classifier", "The classifier fails to name requests", 60),
    CLASSIFIER_FILE_NEWER(
            "classifier-file-newer", "classifier", "The classifier's file is newer than what is in force", 600),
    AFFINITY_DOES_NOT_HELP("affinity-does-not-help", "matrix", "Affinity does not help", 1_800),
    NO_RESUMES("no-resumes", "workers", "No worker has the filter", ConditionKind.NEVER),
    WORKER_DRAINING("worker-draining", "workers", "A worker is drained", ConditionKind.NEVER);

    private static final int NEVER = -1;

    private final String id;
    private final String section;
    private final String title;
    private final int alertSeconds;

    ConditionKind(String id, String section, String title, int alertSeconds) {
        this.id = id;
        this.section = section;
        this.title = title;
        this.alertSeconds = alertSeconds;
    }

    /** The name used by programs. */
    public String id() {
        return id;
    }

    /** The section of the dashboard that shows more about it. */
    public String section() {
        return section;
    }

    /** A short title, independent of the worker. */
    public String title() {
        return title;
    }

    /** Whether it raises an alert if it persists. */
    public boolean isAlert() {
        return alertSeconds != NEVER;
    }

    /** How long it must persist before it raises an alert. */
    public int alertSeconds() {
        return alertSeconds;
    }
}
