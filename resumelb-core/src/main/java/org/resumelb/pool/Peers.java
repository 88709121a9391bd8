package org.resumelb.pool;

/**
 * The workers that a worker is compared with: those that could serve in its place. Kept as sums, so that judging a worker
 * costs the same however many there are. Guarded by the pool's lock.
 */
final class Peers {
    private static final int GROUPS = 64;

    private final Spans spans = new Spans();

    // Of each group of classes: who served it last, and who did before of the others.
    private final WorkerHealth[] lastBy = new WorkerHealth[GROUPS];
    private final long[] lastNanos = new long[GROUPS];
    private final long[] beforeNanos = new long[GROUPS];
    private final boolean[] servedBefore = new boolean[GROUPS];

    private int size;
    private int out;

    void size(int workers, int ejected) {
        size = workers;
        out = ejected;
    }

    /** Whether one more may be left out: never more than half. */
    boolean mayLeaveOutOneMore() {
        return out + 1 <= size / 2;
    }

    void leftOut(int more) {
        out += more;
    }

    void count(WorkerHealth worker, Outcome outcome, int group, long nowNanos) {
        spans.count(outcome, 1L << group, nowNanos);
        if (outcome == Outcome.SUCCEEDED) {
            if (lastBy[group] != null && lastBy[group] != worker) {
                beforeNanos[group] = lastNanos[group];
                servedBefore[group] = true;
            }
            lastBy[group] = worker;
            lastNanos[group] = nowNanos;
        }
    }

    /** The groups among some, a bit for each, of which another worker served a request since then. */
    long servedElsewhere(WorkerHealth worker, long groups, long sinceNanos) {
        long served = 0;
        for (long left = groups; left != 0; left &= left - 1) {
            int group = Long.numberOfTrailingZeros(left);
            boolean last = lastBy[group] != null && lastBy[group] != worker && lastNanos[group] - sinceNanos >= 0;
            boolean before = servedBefore[group] && lastBy[group] == worker && beforeNanos[group] - sinceNanos >= 0;
            served |= last || before ? 1L << group : 0;
        }
        return served;
    }

    /** The share of the other workers' requests that failed lately. */
    double failureRateWithout(Spans worker, long nowNanos) {
        return rateWithout(worker, spans.failures(nowNanos) - worker.failures(nowNanos), nowNanos);
    }

    /** The share of the other workers' requests that failed lately, or found nothing. */
    double uselessRateWithout(Spans worker, long nowNanos) {
        return rateWithout(worker, spans.useless(nowNanos) - worker.useless(nowNanos), nowNanos);
    }

    int requestsWithout(Spans worker, long nowNanos) {
        return spans.requests(nowNanos) - worker.requests(nowNanos);
    }

    private double rateWithout(Spans worker, int count, long nowNanos) {
        int requests = requestsWithout(worker, nowNanos);
        return requests <= 0 ? 0 : (double) Math.max(0, count) / requests;
    }

    /** A worker begins anew, and so does what is remembered of it. */
    void forget(Spans worker, long nowNanos) {
        spans.subtract(worker, nowNanos);
    }
}
