package org.resumelb.policy;

import org.resumelb.pool.ResumeParameter;

/**
 * What the requests of one class cost, learnt from their service times and, if workers report it, from the time they
 * spent on misses. Times are in milliseconds. Not thread-safe.
 */
final class Traits {
    private static final double SETUP_WEIGHT = 0.3;
    private static final double REPORTED_WEIGHT = 0.2;
    private static final double SHORT_WEIGHT = 0.1;
    private static final double FALLING = 0.2;
    private static final double RISING = 0.0015;

    private final PoolMeans pool;
    private double warmMillis = Double.NaN;
    private double shortMeanMillis = Double.NaN;
    private double coldMillis = Double.NaN;
    private double setupMillis = Double.NaN;
    private boolean missesReported;

    Traits(PoolMeans pool) {
        this.pool = pool;
    }

    PoolMeans pool() {
        return pool;
    }

    /** A worker reported means of the class; {@code missMillis} may be NaN. */
    void reported(double meanMillis, double missMillis) {
        if (!Double.isNaN(missMillis)) {
            missesReported = true;
            warmMillis = Means.toward(warmMillis, Math.max(0.01, meanMillis - missMillis), REPORTED_WEIGHT);
        } else if (Double.isNaN(warmMillis)) {
            warmMillis = meanMillis;
        }
    }

    /**
     * A request took this long, once its turn had come. If no misses are reported, the warm time follows a short mean:
     * down fast, up slowly.
     *
     * @param toldMillis what the worker says that such requests lose; NaN if it does not, or if they were few
     */
    void served(double millis, double toldMillis) {
        if (missesReported) {
            if (!Double.isNaN(toldMillis)) {
                pool.sawTold(millis - toldMillis, warmMillis);
            }
        } else {
            shortMeanMillis = Means.toward(shortMeanMillis, millis, SHORT_WEIGHT);
            double start = Double.isNaN(pool.warmMillis()) ? millis : Math.min(millis, pool.warmMillis());
            double warm = Double.isNaN(warmMillis) ? start : warmMillis;
            warmMillis = warm + (shortMeanMillis - warm) * (shortMeanMillis < warm ? FALLING : RISING);
        }
        pool.sawWarm(warmMillis());
    }

    void sawCold(double lostMillis) {
        coldMillis = Means.toward(coldMillis, lostMillis, pool.setting(ResumeParameter.COLD_WEIGHT));
        pool.sawCold(lostMillis);
    }

    void sawSetup(double lostMillis) {
        setupMillis = Means.toward(setupMillis, lostMillis, SETUP_WEIGHT);
        pool.sawSetup(lostMillis);
    }

    /**
     * How long a request takes that misses nothing. A worker's own figure includes what requests wait for in its server,
     * if that takes more of them up than it serves at a time.
     */
    double warmMillis() {
        if (!Double.isNaN(warmMillis)) {
            return missesReported ? warmMillis * pool.servingShare() : warmMillis;
        }
        return Double.isNaN(pool.warmMillis()) ? 1 : pool.warmMillis();
    }

    /** How much longer the first request takes on a worker. */
    double coldMillis() {
        return Double.isNaN(coldMillis) ? pool.coldMillis() : Math.max(PoolMeans.LEAST_MILLIS, coldMillis);
    }

    /** How much time is lost until a worker is warm. */
    double setupMillis() {
        return Double.isNaN(setupMillis) ? Math.max(pool.setupMillis(), coldMillis()) : setupMillis;
    }
}
