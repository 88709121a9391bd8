package org.resumelb.jetty.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A histogram of times whose buckets are each a ninth wider than the one before, so that quantiles between two readings
 * are accurate to about six percent. Thread-safe without a lock.
 */
final class Latencies {
    private static final int PER_DOUBLING = 8;

    /** From a microsecond to about nine hours. */
    private static final int DOUBLINGS = 35;

    private final AtomicLongArray counts = new AtomicLongArray(PER_DOUBLING * DOUBLINGS);

    void add(long nanos) {
        counts.getAndIncrement(index(Math.max(1, nanos / 1_000)));
    }

    private static int index(long micros) {
        int doubling = 63 - Long.numberOfLeadingZeros(micros);
        int part = doubling < 3
                ? (int) ((micros << (3 - doubling)) & (PER_DOUBLING - 1))
                : (int) ((micros >> (doubling - 3)) & (PER_DOUBLING - 1));
        return Math.min(doubling, DOUBLINGS - 1) * PER_DOUBLING + part;
    }

    /** All counts since the beginning. */
    long[] read() {
        long[] copy = new long[counts.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = counts.get(i);
        }
        return copy;
    }

    /** The time within which a share of the requests between two readings ended; NaN if there were none. */
    static double quantileMillis(long[] before, long[] after, double share) {
        long total = 0;
        for (int i = 0; i < after.length; i++) {
            total += after[i] - before[i];
        }
        double wanted = share * total;
        long seen = 0;
        for (int i = 0; i < after.length; i++) {
            long here = after[i] - before[i];
            if (here > 0 && seen + here >= wanted) {
                double within = (wanted - seen) / here;
                return lowerMillis(i) + within * (lowerMillis(i + 1) - lowerMillis(i));
            }
            seen += here;
        }
        return Double.NaN;
    }

    private static double lowerMillis(int index) {
        double doubling = Math.scalb(1.0, index / PER_DOUBLING);
        return doubling * (PER_DOUBLING + index % PER_DOUBLING) / PER_DOUBLING / 1_000;
    }
}
