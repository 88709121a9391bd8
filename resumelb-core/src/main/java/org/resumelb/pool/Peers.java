package org.resumelb.pool;

/**
 * The workers with which a worker is compared: those that could serve in its place. Kept as sums, so that judging a
 * worker takes the same time however many there are. Guarded by the pool's lock.
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

    /** One more could serve, or is ejected. */
    void enter(boolean ejected) {
        size++;
        leftOut(ejected ? 1 : 0);
    }

    /** One less could serve. */
    void leave(boolean ejected) {
        size--;
        leftOut(ejected ? -1 : 0);
    }

    /** So many more, or fewer, are ejected. */
    void leftOut(int more) {
        out += more;
    }

    /** Whether one more may be ejected: never more than half. */
    boolean mayLeaveOutOneMore() {
        return out + 1 <= size / 2;
    }

    /** Whether more are ejected than may be. */
    boolean tooFewAreLeft() {
        return out > size / 2;
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

    /** Of the given groups, one bit each, those of which another worker has served a request since that instant. */
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

    /** The recent share of failed requests of the other workers. */
    double failureRateWithout(Spans worker, long nowNanos) {
        return rateWithout(worker, spans.failures(nowNanos) - worker.failures(nowNanos), nowNanos);
    }

    /** The recent share of requests of the other workers that failed or found nothing. */
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

    /** Forgets a worker that starts afresh. */
    void forget(Spans worker, long nowNanos) {
        spans.subtract(worker, nowNanos);
    }
}
