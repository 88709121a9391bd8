package org.resumelb.policy.resume;

/** A sum whose parts fade, to 1/e in one window, on the clock of {@link PoolMeans#now()}. Not thread-safe. */
final class Decaying {
    private final double windows;
    private double sum;
    private double asOf;

    Decaying() {
        this(1);
    }

    /** Creates a sum that fades in this many windows. */
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
