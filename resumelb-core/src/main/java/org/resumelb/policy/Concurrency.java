package org.resumelb.policy;

/**
 * How many requests a worker really serves at a time, however many threads take them up: measured by how many
 * requests workers finish in a millisecond when they have few in hand, and when they have many. As long as one more
 * in hand means more finished, it was served beside the others; from then on it only waited.
 *
 * <p>This is the load-dependent rate of a flow-equivalent server (Chandy, Herzog and Woo, 1975), of which the knee is
 * wanted. One number for all workers. Not thread-safe.
 */
final class Concurrency {
    /** More are not told apart. */
    private static final double MOST = 128;

    /** Ranges of requests in hand, each twice as wide as the one before: 1, 2, 3 to 4, 5 to 8 and so on. */
    private static final int RANGES = 9;

    /** With more in hand than in these ranges, too much else changes: caches that warm up, for one. */
    private static final int FEW_RANGES = 4;

    /**
     * Before it is known. Rather too many: whoever takes waiting for longer than it is has classes served by workers that
     * do not know them, all over the pool.
     */
    private static final double AT_FIRST = 3;

    /** Fewer ends in a range say nothing. */
    private static final double LEAST_ENDS = 100;

    /** Ends after which all that was measured counts half. */
    private static final double HALVED_AFTER_ENDS = 20_000;

    /** From one range to the next the rate at least grows by so much where none waits. */
    private static final double RISING = 1.4;

    private static final int ENDS_BETWEEN_ESTIMATES = 64;
    private static final double WEIGHT = 0.5;

    private final double[] millis = new double[RANGES];
    private final double[] requestMillis = new double[RANGES];
    private final double[] ends = new double[RANGES];
    private double allEnds;
    private int sinceEstimate;
    private double value = AT_FIRST;

    /** A worker had so many requests in hand for so long. */
    void held(int open, double forMillis) {
        if (open > 0) {
            millis[range(open)] += forMillis;
            requestMillis[range(open)] += open * forMillis;
        }
    }

    /** A request ended; so many were in hand until then, it included. */
    void ended(int open) {
        ends[range(open)]++;
        if (++allEnds >= HALVED_AFTER_ENDS) {
            halve();
        }
        if (++sinceEstimate == ENDS_BETWEEN_ESTIMATES) {
            sinceEstimate = 0;
            value += (estimate() - value) * WEIGHT;
        }
    }

    private static int range(int open) {
        return Math.min(RANGES - 1, Integer.SIZE - Integer.numberOfLeadingZeros(open - 1));
    }

    private void halve() {
        for (double[] sums : new double[][] {millis, requestMillis, ends}) {
            for (int i = 0; i < RANGES; i++) {
                sums[i] /= 2;
            }
        }
        allEnds /= 2;
    }

    private double estimate() {
        int least = 0;
        while (least < FEW_RANGES && !isKnown(least)) {
            least++;
        }
        if (least == FEW_RANGES) {
            return value;
        }
        double ofOne = ends[least] / requestMillis[least];
        if (least > 0 && !isRising(least)) {
            // All that is known is that so many are too many.
            return Math.min(value, requestMillis[least] / millis[least]);
        }
        double most = 0;
        for (int i = least; i < RANGES; i++) {
            most = isKnown(i) ? Math.max(most, rate(i)) : most;
        }
        return Math.min(MOST, Math.max(1, most / ofOne));
    }

    /** Whether with more in hand more is finished. */
    private boolean isRising(int range) {
        return range + 1 < RANGES && isKnown(range + 1) && rate(range + 1) > RISING * rate(range);
    }

    private boolean isKnown(int range) {
        return ends[range] >= LEAST_ENDS && millis[range] > 0;
    }

    private double rate(int range) {
        return ends[range] / millis[range];
    }

    /** By what the work ahead of a request is to be divided to give its waiting time. */
    double value() {
        return threads();
    }

    /** How many requests a worker begins before others have to wait. */
    int threads() {
        return (int) Math.round(value);
    }
}
