package org.resumelb.tools.trace;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The distribution of times. Not thread-safe. */
final class Spread {
    private static final double MICROS = 1000;

    private final Histogram micros;
    private double sum;
    private double max;

    /** Creates one whose percentiles are exact to this many digits. */
    Spread(int digits) {
        micros = new Histogram(digits);
    }

    void add(double millis) {
        micros.recordValue(Math.round(millis * MICROS));
        sum += millis;
        max = Math.max(max, millis);
    }

    long count() {
        return micros.getTotalCount();
    }

    double sum() {
        return sum;
    }

    double mean() {
        return count() == 0 ? 0 : sum / count();
    }

    double percentile(double percent) {
        return Math.min(max, micros.getValueAtPercentile(percent) / MICROS);
    }

    double max() {
        return max;
    }

    static String text(double millis) {
        return String.format(Locale.ROOT, "%.1f", millis);
    }
}
