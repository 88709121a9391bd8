package org.resumelb.pool;

import java.util.concurrent.TimeUnit;

/**
 * How one worker's requests went lately, and whether it is ejected. Guarded by the pool's lock.
 *
 * <p>Requests are counted in spans of ten seconds. A worker is judged by those of the present and the last span, so
 * that what is long past does not count.
 */
final class WorkerHealth {
    static final long SPAN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Tally present = new Tally();
    private final Tally last = new Tally();
    private long spanNanos;

    private int failuresInARow;
    private int ejections;
    private long returnNanos;
    private long ejectedNanos;
    private long healthySinceNanos;
    private boolean ejected;

    /** Whether it was said already that it fails and serves all the same. */
    boolean kept;

    /** Counts a request that ended; {@link Outcome#ABORTED} says nothing. */
    void count(Outcome outcome, String requestClass, long nowNanos) {
        if (outcome == Outcome.ABORTED) {
            return;
        }
        moveTo(nowNanos);
        present.count(outcome, requestClass);
        if (outcome == Outcome.SUCCEEDED) {
            failuresInARow = 0;
            kept = false;
        } else if (outcome != Outcome.ERROR) {
            failuresInARow++;
        }
    }

    private void moveTo(long nowNanos) {
        long spans = (nowNanos - spanNanos) / SPAN_NANOS;
        if (spans <= 0) {
            return;
        }
        if (spans == 1) {
            last.take(present);
        } else {
            last.clear();
        }
        present.clear();
        spanNanos += spans * SPAN_NANOS;
    }

    int failuresInARow() {
        return failuresInARow;
    }

    /** Requests that ended lately. */
    int requests(long nowNanos) {
        moveTo(nowNanos);
        return present.requests + last.requests;
    }

    /** Requests that failed lately in whatever way. */
    int failures(long nowNanos) {
        moveTo(nowNanos);
        return present.failures + last.failures;
    }

    /** The groups of classes, a bit for each, of which a request failed lately. */
    long failedClasses(long nowNanos) {
        moveTo(nowNanos);
        return present.failedClasses | last.failedClasses;
    }

    /** The groups of classes, a bit for each, of which a request succeeded lately. */
    long servedClasses(long nowNanos) {
        moveTo(nowNanos);
        return present.servedClasses | last.servedClasses;
    }

    boolean isEjected() {
        return ejected;
    }

    int ejections() {
        return ejections;
    }

    /** In how many nanoseconds it returns; not positive when it is due, or not ejected. */
    long untilReturnNanos(long nowNanos) {
        return ejected ? returnNanos - nowNanos : 0;
    }

    /**
     * Leaves it out, and says for how long. Each ejection lasts longer than the one before; each base time in health
     * makes up for one of them.
     */
    long eject(EjectionSettings settings, double jitter, long nowNanos) {
        long baseNanos = TimeUnit.MILLISECONDS.toNanos(settings.baseMillis());
        if (ejections > 0) {
            ejections = (int) Math.max(0, ejections - Math.max(0, nowNanos - healthySinceNanos) / baseNanos);
        }
        ejections++;
        long millis = Math.min(settings.baseMillis() * ejections, settings.maxMillis());
        long jittered = Math.max(1, Math.round(millis * (0.9 + 0.2 * jitter)));
        ejected = true;
        ejectedNanos = nowNanos;
        returnNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(jittered);
        return jittered;
    }

    /** Tries it again, with a clean slate but for how often it was ejected. */
    void readmit(long nowNanos) {
        ejected = false;
        failuresInARow = 0;
        kept = false;
        present.clear();
        last.clear();
        healthySinceNanos = nowNanos;
    }

    /** When it was ejected; the latest is the first to be readmitted when too many are out. */
    long ejectedNanos() {
        return ejectedNanos;
    }

    /** The requests of a span. */
    private static final class Tally {
        private int requests;
        private int failures;

        // A bit for each of 64 groups of classes.
        private long failedClasses;
        private long servedClasses;

        void count(Outcome outcome, String requestClass) {
            long group = 1L << (requestClass.hashCode() & 63);
            requests++;
            if (outcome == Outcome.SUCCEEDED) {
                servedClasses |= group;
            } else {
                failures++;
                failedClasses |= group;
            }
        }

        void take(Tally other) {
            requests = other.requests;
            failures = other.failures;
            failedClasses = other.failedClasses;
            servedClasses = other.servedClasses;
        }

        void clear() {
            requests = 0;
            failures = 0;
            failedClasses = 0;
            servedClasses = 0;
        }
    }
}
