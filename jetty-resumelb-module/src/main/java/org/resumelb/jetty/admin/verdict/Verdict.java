package org.resumelb.jetty.admin.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.jetty.metrics.Step;
import org.resumelb.pool.Affinity;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.PoolStatus;
import org.resumelb.pool.PoolStatus.WorkerStatus;
import org.resumelb.pool.WorkerState;

/**
 * Whether all is well and, if not, what is wrong. Immutable.
 *
 * @param conditions worst first
 */
public record Verdict(List<Condition> conditions) {
    /** A shorter wait is not worth mentioning. */
    private static final long NOTICEABLE_WAIT_MILLIS = 1_000;

    private static final long BAD_WAIT_MILLIS = 10_000;

    /** From this share of requests that fail, or get no worker, it is worth mentioning, and bad. */
    private static final double NOTICEABLE_SHARE = 0.05;

    private static final double BAD_SHARE = 0.25;
    private static final long NOTICEABLE_FAILURES = 5;

    /** If a condition affects more workers than this, they are summarized. */
    private static final int WORKERS_NAMED = 5;

    public Verdict {
        conditions = conditions.stream()
                .sorted(Comparator.comparing(Condition::severity).thenComparing(Condition::kind))
                .toList();
    }

    /** Judges. */
    public static Verdict of(Facts facts) {
        List<Condition> found = new ArrayList<>();
        pool(facts, found);
        traffic(facts, found);
        workers(facts, found);
        classifier(facts, found);
        return new Verdict(found);
    }

    /** The worst severity present. */
    public Severity state() {
        return conditions.isEmpty() ? Severity.OK : conditions.get(0).severity();
    }

    private static void pool(Facts facts, List<Condition> found) {
        PoolStatus status = facts.status();
        List<WorkerStatus> workers = status.workers();
        if (workers.stream().noneMatch(worker -> worker.state() == WorkerState.ACTIVE)) {
            String why = workers.isEmpty() ? "none is known" : "none of " + workers.size() + " known workers is active";
            found.add(new Condition(ConditionKind.NO_WORKER_SERVES, Severity.CRITICAL, "No worker serves: " + why));
        }
        DiscoveryState discovery = facts.discovery();
        if (!discovery.word().equals(DiscoveryState.OK.word())) {
            found.add(new Condition(
                    ConditionKind.WORKERS_UNKNOWN,
                    Severity.WARNING,
                    "The workers are unknown (" + discovery.word() + "): " + discovery.reason()
                            + "; those known last stay in service"));
        }
        if (status.affinity().verdict() == Affinity.Verdict.DOES_NOT_HELP) {
            found.add(new Condition(
                    ConditionKind.AFFINITY_DOES_NOT_HELP,
                    Severity.WARNING,
                    "Affinity does not help: first requests of a class on a worker take no longer than others; does the"
                            + " classifier fit?"));
        }
        if (facts.isStopAnnounced()) {
            found.add(new Condition(ConditionKind.STOPPING, Severity.WARNING, "This load balancer is about to stop"));
        }
    }

    private static void traffic(Facts facts, List<Condition> found) {
        PoolStatus status = facts.status();
        if (status.oldestWaitMillis() >= NOTICEABLE_WAIT_MILLIS) {
            found.add(new Condition(
                    ConditionKind.REQUESTS_WAIT,
                    status.oldestWaitMillis() >= BAD_WAIT_MILLIS ? Severity.CRITICAL : Severity.WARNING,
                    Words.count(status.waiting(), "request waits", "requests wait") + " for a worker, the oldest for "
                            + Words.time(status.oldestWaitMillis())));
        }
        long rejected = facts.lastMinute().stream().mapToLong(Step::rejected).sum();
        long failed = ended(facts, Outcome.FAILED) + ended(facts, Outcome.UNAVAILABLE) + ended(facts, Outcome.ERROR);
        long all = rejected + failed + ended(facts, Outcome.SUCCEEDED) + ended(facts, Outcome.ABORTED);
        if (rejected > 0) {
            found.add(new Condition(
                    ConditionKind.REQUESTS_REFUSED,
                    rejected >= NOTICEABLE_SHARE * all ? Severity.CRITICAL : Severity.WARNING,
                    Words.count(rejected, "request", "requests") + " of the last minute got no worker, but 503"));
        }
        if (failed >= NOTICEABLE_FAILURES && failed >= NOTICEABLE_SHARE * all) {
            found.add(new Condition(
                    ConditionKind.REQUESTS_FAIL,
                    failed >= BAD_SHARE * all ? Severity.CRITICAL : Severity.WARNING,
                    Words.share(failed, all) + " of the requests of the last minute failed"));
        }
    }

    private static long ended(Facts facts, Outcome outcome) {
        return facts.lastMinute().stream()
                .mapToLong(step -> step.finished().getOrDefault(outcome, 0L))
                .sum();
    }

    private static void workers(Facts facts, List<Condition> found) {
        each(
                facts,
                found,
                ConditionKind.WORKER_LEFT_OUT,
                Severity.WARNING,
                worker -> worker.ejectedForMillis() == 0
                        ? null
                        : " is left out for another " + Words.time(worker.ejectedForMillis())
                                + Words.after(": ", facts.ejections().apply(worker.name())));
        each(
                facts,
                found,
                ConditionKind.WORKER_UNREACHABLE,
                Severity.WARNING,
                worker -> worker.state() == WorkerState.CONNECTING
                        ? " does not serve yet"
                                + Words.after(": ", facts.reasons().apply(worker.name()))
                        : null);
        if (noWorkerHasTheFilter(facts)) {
            found.add(new Condition(
                    ConditionKind.NO_RESUMES,
                    Severity.OK,
                    "No worker has the résumé filter: workers are judged by what the load balancer measures"));
        } else {
            each(
                    facts,
                    found,
                    ConditionKind.WORKER_WITHOUT_RESUME,
                    Severity.WARNING,
                    worker -> worker.state() == WorkerState.CONNECTING
                            ? null
                            : Words.unlessEmpty(
                                    " has no résumé: ", facts.reasons().apply(worker.name())));
        }
        each(facts, found, ConditionKind.WORKER_DRAINING, Severity.OK, Verdict::draining);
    }

    /** A pool in which no worker has the filter is intended; if some have it, it is missing on the others. */
    private static boolean noWorkerHasTheFilter(Facts facts) {
        List<String> reasons = facts.status().workers().stream()
                .filter(worker -> worker.state() != WorkerState.CONNECTING)
                .map(worker -> facts.reasons().apply(worker.name()))
                .toList();
        return !reasons.isEmpty() && reasons.stream().allMatch(reason -> reason.endsWith(Facts.NO_FILTER));
    }

    private static @Nullable String draining(WorkerStatus worker) {
        if (worker.state() != WorkerState.DRAINING) {
            return null;
        }
        if (worker.handoverForMillis() > 0) {
            return " hands its classes over for another " + Words.time(worker.handoverForMillis());
        }
        return worker.backlog() == 0
                ? " is drained and safe to stop"
                : " is drained; " + Words.count(worker.backlog(), "request has", "requests have") + " to finish";
    }

    /** Adds a condition for each affected worker, the first few by name. */
    private static void each(
            Facts facts,
            List<Condition> found,
            ConditionKind kind,
            Severity severity,
            Function<WorkerStatus, @Nullable String> words) {
        int told = 0;
        int more = 0;
        for (WorkerStatus worker : facts.status().workers()) {
            String text = words.apply(worker);
            if (text != null && told++ < WORKERS_NAMED) {
                found.add(new Condition(kind, severity, worker.name() + text, worker.name()));
            } else if (text != null) {
                more++;
            }
        }
        if (more > 0) {
            found.add(new Condition(
                    kind, severity, "The same holds for " + Words.count(more, "more worker", "more workers")));
        }
    }

    private static void classifier(Facts facts, List<Condition> found) {
        Facts.ClassifierFacts classifier = facts.classifier();
        if (classifier.isFileNewer()) {
            found.add(new Condition(
                    ConditionKind.CLASSIFIER_FILE_NEWER,
                    Severity.WARNING,
                    "The classifier's file is newer than what is in force: check and reload it"));
        }
        if (classifier.failures() > 0) {
            found.add(new Condition(
                    ConditionKind.CLASSIFIER_FAILS,
                    Severity.WARNING,
                    "The classifier failed to name " + Words.count(classifier.failures(), "request", "requests")
                            + " of the last minute"));
        }
    }
}
