package org.resumelb.pool;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.resumelb.pool.HealthChange.Kind;

/**
 * Ejects workers that fail requests, for a while, and never more than half of those that could serve: if all fail, the
 * load balancer does better to keep serving. The cost does not grow with the number of workers, except of those that
 * are ejected when one of them returns. Guarded by the pool's lock.
 */
final class Ejections {
    /** A failure rate over fewer requests means nothing. */
    static final int MIN_REQUESTS = 20;

    /** How far a worker's share of failed requests may exceed that of the others. */
    static final double MAX_EXCESS = 0.3;

    /** A server whose application is gone answers at least this share of its requests with "not found". */
    private static final double NEXT_TO_ALL = 0.9;

    private static final int SHOWN_CHARACTERS = 100;

    private EjectionSettings settings = EjectionSettings.NONE;
    private long count;

    /** Those that are ejected, in the order in which they were. */
    private final Set<Worker> out = new LinkedHashSet<>();

    /** When the first of them returns. */
    private long firstReturnNanos;

    private List<HealthChange> news = new ArrayList<>();

    void settings(EjectionSettings newSettings) {
        settings = newSettings;
    }

    /** The number of ejections so far. */
    long count() {
        return count;
    }

    /** Whether any worker is ejected now. */
    boolean any() {
        return !out.isEmpty();
    }

    /** Returns what happened since the last call. */
    List<HealthChange> takeNews() {
        if (news.isEmpty()) {
            return List.of();
        }
        List<HealthChange> taken = news;
        news = new ArrayList<>();
        return taken;
    }

    /** Judges a worker that failed a request; returns whether it is now ejected and was not before. */
    boolean judge(Worker worker, long nowNanos) {
        Peers peers = worker.health().peers();
        if (settings.none() || worker.group() == null || worker.handover() != null || peers == null) {
            return false;
        }
        String reason = reason(worker, peers, nowNanos);
        if (reason.isEmpty()) {
            return false;
        }
        if (!peers.mayLeaveOutOneMore()) {
            if (worker.health().isKeptAnew(settings, nowNanos)) {
                news.add(new HealthChange(
                        Kind.KEPT, worker.name(), worker.health().ejections(), 0, reason));
            }
            return false;
        }
        // Of the name, not by chance: what matters is that workers do not return together.
        double jitter = HashFraction.of(worker.name() + worker.health().ejections());
        long millis = worker.health().eject(settings, jitter, nowNanos);
        count++;
        long returnNanos = nowNanos + worker.health().untilReturnNanos(nowNanos);
        firstReturnNanos = out.isEmpty() || returnNanos - firstReturnNanos < 0 ? returnNanos : firstReturnNanos;
        out.add(worker);
        news.add(new HealthChange(Kind.EJECTED, worker.name(), worker.health().ejections(), millis, reason));
        return true;
    }

    /** Why a worker should be ejected; empty if it should not. */
    private String reason(Worker worker, Peers peers, long nowNanos) {
        WorkerHealth health = worker.health();
        int inARow = health.failuresInARow();
        String last = ", the last of class " + shown(health.lastFailedClass());
        if (inARow >= settings.failures()) {
            return inARow + " requests in a row " + health.answersInARow() + last;
        }
        int requests = health.spans().requests(nowNanos);
        int failures = health.spans().failures(nowNanos);
        boolean high = requests >= MIN_REQUESTS && failures > MAX_EXCESS * requests;
        boolean excessive =
                high && failures > (peers.failureRateWithout(health.spans(), nowNanos) + MAX_EXCESS) * requests;
        if (excessive && isTheWorkers(health, health.spans().failedClasses(nowNanos), peers, nowNanos)) {
            return failures + " of " + requests + " requests got no answer or 5xx, far more than elsewhere" + last;
        }
        // Who shows a résumé has an application, and may be asked for what does not exist.
        return worker.skills().isEmpty() && isUseless(health, peers, nowNanos)
                ? health.spans().useless(nowNanos) + " of " + requests
                        + " requests got 403, 404 or 5xx, far more than elsewhere, and it has no résumé" + last
                : "";
    }

    private boolean isUseless(WorkerHealth health, Peers peers, long nowNanos) {
        int requests = health.spans().requests(nowNanos);
        int useless = health.spans().useless(nowNanos);
        return Math.min(requests, peers.requestsWithout(health.spans(), nowNanos)) >= settings.failures()
                && useless > NEXT_TO_ALL * requests
                && useless > (peers.uselessRateWithout(health.spans(), nowNanos) + MAX_EXCESS) * requests
                && isTheWorkers(health, health.spans().uselessClasses(nowNanos), peers, nowNanos);
    }

    /** A class that fails on every worker must not get one worker after the other ejected. */
    private static boolean isTheWorkers(WorkerHealth health, long failed, Peers peers, long nowNanos) {
        if (Long.bitCount(failed) >= WorkerHealth.MANY_CLASSES) {
            return true;
        }
        long elsewhere = peers.servedElsewhere(health, failed, nowNanos - 2 * Spans.SPAN_NANOS);
        boolean one = Long.bitCount(failed | health.spans().servedClasses(nowNanos)) == 1;
        return one ? elsewhere != 0 : Long.bitCount(elsewhere) > 1;
    }

    /** Clients make up the names of classes, so names are shortened and made printable. */
    private static String shown(String requestClass) {
        StringBuilder shown = new StringBuilder("\"");
        for (int i = 0; i < Math.min(requestClass.length(), SHOWN_CHARACTERS); i++) {
            char c = requestClass.charAt(i);
            shown.append(c >= ' ' && c < 127 && c != '"' ? c : '?');
        }
        return shown.append(requestClass.length() > SHOWN_CHARACTERS ? "...\"" : "\"")
                .toString();
    }

    /** Readmits workers whose time is up, and returns them. */
    List<Worker> readmitDue(long nowNanos) {
        if (out.isEmpty() || nowNanos - firstReturnNanos < 0) {
            return List.of();
        }
        List<Worker> due = out.stream()
                .filter(worker -> worker.health().untilReturnNanos(nowNanos) <= 0)
                .toList();
        due.forEach(worker -> readmit(worker, "its time is over", nowNanos));
        firstReturnNanos = nowNanos
                + out.stream()
                        .mapToLong(worker -> worker.health().untilReturnNanos(nowNanos))
                        .min()
                        .orElse(0);
        return due;
    }

    /** Readmits ejected workers beyond half of those that are compared, the latest first, and returns them. */
    List<Worker> readmitSurplus(Peers peers, long nowNanos) {
        List<Worker> readmitted = new ArrayList<>();
        while (peers.tooFewAreLeft()) {
            Worker latest = out.stream()
                    .filter(worker -> worker.health().peers() == peers)
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
            readmit(latest, "too few are left", nowNanos);
            readmitted.add(latest);
        }
        return readmitted;
    }

    /** Discards everything held against a worker that left. */
    void forget(Worker worker, long nowNanos) {
        if (out.remove(worker)) {
            worker.health().readmit(nowNanos);
        }
    }

    void readmit(Worker worker, String reason, long nowNanos) {
        if (worker.health().isEjected()) {
            forget(worker, nowNanos);
            news.add(new HealthChange(
                    Kind.RETURNED, worker.name(), worker.health().ejections(), 0, reason));
        }
    }
}
