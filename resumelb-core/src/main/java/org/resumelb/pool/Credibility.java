package org.resumelb.pool;

/**
 * Whether the times in a worker's résumé agree with what is seen of its requests. Both are compared by their logarithms,
 * so that neither a single enormous figure nor a single slow request decides, and with what the other workers' résumés
 * have in common: an old overload, or clients that read slowly, makes all differ alike. Guarded by the pool's lock.
 */
final class Credibility {
    /** Ten times off is no error of measurement. */
    private static final double MAX_LOG = Math.log(10);

    /** Believed again when it is so much closer. */
    private static final double RETURN = 0.3;

    private static final int MIN_REQUESTS = 20;
    private static final double WEIGHT = 0.05;

    /** What networks and clocks add and take away. */
    private static final double TOLERANCE_MILLIS = 0.1;

    /** After the first so many requests one in eight is compared, which is enough and costs less. */
    private static final int ALL_OF = 64;

    private static final int ONE_IN = 8;

    private int ended;
    private int compared;

    // Means of the logarithms of what is told over what is seen: of the whole time, and of its part of the worker's.
    private double overWhole;
    private double overPart;
    private boolean doubted;

    /** Whether the request that ends is one to compare. */
    boolean isDue() {
        ended++;
        return ended <= ALL_OF || ended % ONE_IN == 0;
    }

    /**
     * Compares the mean time of a class as the worker tells it with a request of it.
     *
     * @param inFlight requests that the worker had in flight, this one included
     */
    void compare(double toldMillis, double takenMillis, int inFlight) {
        compared++;
        double weight = Math.max(WEIGHT, 1.0 / compared);
        overWhole += (logOf(toldMillis, takenMillis) - overWhole) * weight;
        overPart += (logOf(toldMillis, takenMillis / Math.max(1, inFlight)) - overPart) * weight;
    }

    private static double logOf(double told, double seen) {
        // The bound keeps one absurd figure from being remembered for hours.
        double log = Math.log((told + TOLERANCE_MILLIS) / (seen + TOLERANCE_MILLIS));
        return Math.max(-4 * MAX_LOG, Math.min(4 * MAX_LOG, log));
    }

    boolean isKnown() {
        return compared >= MIN_REQUESTS;
    }

    double overWhole() {
        return overWhole;
    }

    double overPart() {
        return overPart;
    }

    /** Compares with the same means of the others, 0 if they are not known; returns whether that changed the verdict. */
    boolean judge(double othersOverWhole, double othersOverPart) {
        if (!isKnown()) {
            return false;
        }
        double excess = overWhole - Math.max(0, othersOverWhole);
        double lack = Math.min(0, othersOverPart) - overPart;
        boolean before = doubted;
        doubted = Math.max(excess, lack) > (doubted ? RETURN * MAX_LOG : MAX_LOG);
        return doubted != before;
    }

    boolean isDoubted() {
        return doubted;
    }

    /** How many times what is seen it tells; below 1 if it is less. */
    double factor() {
        return Math.exp(overWhole > 0 ? overWhole : overPart);
    }

    /** A worker that is connected anew may be another one. */
    void forget() {
        ended = 0;
        compared = 0;
        overWhole = 0;
        overPart = 0;
        doubted = false;
    }
}
