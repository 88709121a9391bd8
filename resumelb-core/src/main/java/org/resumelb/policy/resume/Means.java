package org.resumelb.policy.resume;

/** Exponentially weighted means. */
final class Means {
    private Means() {}

    /** The mean after one more value; {@code NaN} stands for no mean yet. */
    static double toward(double mean, double value, double weight) {
        return Double.isNaN(mean) ? value : mean + (value - mean) * weight;
    }
}
