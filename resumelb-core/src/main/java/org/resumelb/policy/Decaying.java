package org.resumelb.policy;

/** A sum of which each part fades, to 1/e of it in one window, on the clock of {@link PoolMeans#turns()}. Not thread-safe. */
final class Decaying {
    /** For how long the recent past counts, in turns. */
    static final double WINDOW = 1_700;

    private final double window;
    private double sum;
    private double asOfTurns;

    Decaying() {
        this(WINDOW);
    }

    Decaying(double window) {
        this.window = window;
    }

    void add(double amount, double turns) {
        sum = at(turns) + amount;
        asOfTurns = turns;
    }

    double at(double turns) {
        return sum == 0 ? 0 : sum * Math.exp((asOfTurns - turns) / window);
    }
}
