package org.resumelb.policy.resume;

/** A sum of which each part fades, to 1/e of it in one window, on the clock of {@link PoolMeans#now()}. Not thread-safe. */
final class Decaying {
    private final double windows;
    private double sum;
    private double asOf;

    Decaying() {
        this(1);
    }

    /** A sum that fades in so many windows. */
    Decaying(double windows) {
        this.windows = windows;
    }

    void add(double amount, double now) {
        sum = at(now) + amount;
        asOf = now;
    }

    double at(double now) {
        return sum == 0 ? 0 : sum * Math.exp((asOf - now) / windows);
    }
}
