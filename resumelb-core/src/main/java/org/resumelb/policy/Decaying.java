package org.resumelb.policy;

/** A sum of which each part fades, to 1/e of it in one window of {@link PoolMeans#turns()}. Not thread-safe. */
final class Decaying {
    /** For how long the recent past counts, in turns. */
    static final double WINDOW = 1_700;

    private double sum;
    private double asOfTurns;

    void add(double amount, double turns) {
        sum = at(turns) + amount;
        asOfTurns = turns;
    }

    double at(double turns) {
        return sum == 0 ? 0 : sum * Math.exp((asOfTurns - turns) / WINDOW);
    }
}
