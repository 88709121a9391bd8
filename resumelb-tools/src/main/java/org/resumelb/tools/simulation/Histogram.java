package org.resumelb.tools.simulation;

/** Counts times in buckets half a percent wide, from a microsecond to an hour. Not thread-safe. */
final class Histogram {
    private static final double LEAST_MILLIS = 1e-3;
    private static final double WIDTH = Math.log(1.005);

    private final long[] buckets = new long[4600];
    private long count;
    private double sum;

    void add(double millis) {
        int bucket = millis <= LEAST_MILLIS ? 0 : (int) (Math.log(millis / LEAST_MILLIS) / WIDTH);
        buckets[Math.min(bucket, buckets.length - 1)]++;
        count++;
        sum += millis;
    }

    double mean() {
        return count == 0 ? 0 : sum / count;
    }

    /** The time that this share of all does not exceed; 0 without any. */
    double quantile(double share) {
        long wanted = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= wanted && seen > 0) {
                return LEAST_MILLIS * Math.exp((i + 0.5) * WIDTH);
            }
        }
        return 0;
    }

    long count() {
        return count;
    }
}
