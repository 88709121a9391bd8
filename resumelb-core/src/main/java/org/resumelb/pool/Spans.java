package org.resumelb.pool;

import java.util.concurrent.TimeUnit;

/**
 * Counts of requests in the present span of ten seconds and in the one before, so that older ones are forgotten.
 * Guarded by the pool's lock.
 */
final class Spans {
    static final long SPAN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Tally present = new Tally();
    private final Tally last = new Tally();
    private long spanNanos;

    /** Counts a request; the group of classes is given as a bit. */
    void count(Outcome outcome, long group, long nowNanos) {
        moveTo(nowNanos);
        present.requests++;
        if (outcome.isFailure()) {
            present.failures++;
            present.failedClasses |= group;
        } else if (outcome == Outcome.NOT_FOUND) {
            present.notFound++;
            present.notFoundClasses |= group;
        } else {
            present.servedClasses |= group;
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

    int requests(long nowNanos) {
        moveTo(nowNanos);
        return present.requests + last.requests;
    }

    int failures(long nowNanos) {
        moveTo(nowNanos);
        return present.failures + last.failures;
    }

    /** Requests that failed or found nothing. */
    int useless(long nowNanos) {
        return failures(nowNanos) + present.notFound + last.notFound;
    }

    /** The groups of classes of which a request failed or found nothing. */
    long uselessClasses(long nowNanos) {
        return failedClasses(nowNanos) | present.notFoundClasses | last.notFoundClasses;
    }

    /** The groups of classes of which a request failed. */
    long failedClasses(long nowNanos) {
        moveTo(nowNanos);
        return present.failedClasses | last.failedClasses;
    }

    /** The groups of classes of which a request succeeded. */
    long servedClasses(long nowNanos) {
        moveTo(nowNanos);
        return present.servedClasses | last.servedClasses;
    }

    /** Subtracts the counts of another one for the same spans. */
    void subtract(Spans other, long nowNanos) {
        moveTo(nowNanos);
        other.moveTo(nowNanos);
        present.subtract(other.present);
        last.subtract(other.last);
    }

    void clear() {
        present.clear();
        last.clear();
    }

    private static final class Tally {
        private int requests;
        private int failures;
        private int notFound;

        // A bit for each of 64 groups of classes.
        private long failedClasses;
        private long notFoundClasses;
        private long servedClasses;

        void take(Tally other) {
            requests = other.requests;
            failures = other.failures;
            notFound = other.notFound;
            notFoundClasses = other.notFoundClasses;
            failedClasses = other.failedClasses;
            servedClasses = other.servedClasses;
        }

        void subtract(Tally other) {
            requests = Math.max(0, requests - other.requests);
            failures = Math.max(0, failures - other.failures);
            notFound = Math.max(0, notFound - other.notFound);
        }

        void clear() {
            requests = 0;
            failures = 0;
            notFound = 0;
            failedClasses = 0;
            notFoundClasses = 0;
            servedClasses = 0;
        }
    }
}
