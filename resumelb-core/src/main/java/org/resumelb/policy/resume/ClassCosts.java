package org.resumelb.policy.resume;

import org.resumelb.pool.ResumeParameter;

/**
 * What the requests of one class cost, learnt from their service times and, if workers report it, from the time they
 * spent on misses. Times are in milliseconds. Not thread-safe.
 */
final class ClassCosts {
    private static final double SETUP_WEIGHT = 0.3;
    private static final double REPORTED_WEIGHT = 0.2;
    private static final double MEAN_WEIGHT = 0.1;
    private static final double FALLING = 0.2;
    private static final double RISING = 0.0015;
    private static final double MIN_WARM_MILLIS = 0.01;

    /**
     * A warm request takes no longer than the mean of all; a reported value beyond a few times that is not believed.
     */
    private static final double MAX_OVER_MEAN = 4;

    private final PoolMeans pool;
    private double warmMillis = Double.NaN;
    private double meanMillis = Double.NaN;
    private double coldMillis = Double.NaN;
    private double setupMillis = Double.NaN;
    private boolean missesReported;

    ClassCosts(PoolMeans pool) {
        this.pool = pool;
    }

    PoolMeans pool() {
        return pool;
    }

    /** A worker reported means of the class; either may be NaN. */
    void reported(double mean, double missMillis) {
        if (Double.isNaN(mean)) {
            return;
        }
        if (!Double.isNaN(missMillis)) {
            missesReported = true;
            double warm = Math.max(MIN_WARM_MILLIS, mean - missMillis);
            warmMillis = Means.toward(warmMillis, warm, REPORTED_WEIGHT);
        } else if (Double.isNaN(warmMillis)) {
            warmMillis = mean;
            meanMillis = mean;
        }
    }

    /**
     * A request took this long after its turn had come. If no misses are reported, the warm time follows the mean: down
     * quickly, up slowly.
     *
     * @param toldMillis the time that such requests lose, as reported by the worker; NaN if it does not report, or if
     *     they were few
     */
    void served(double millis, double toldMillis) {
        meanMillis = Means.toward(meanMillis, millis, MEAN_WEIGHT);
        if (missesReported) {
            if (isWarmIncredible()) {
                // Somebody lied, which must not spoil it for all.
                warmMillis = meanMillis / pool.servingShare();
            } else if (!Double.isNaN(toldMillis)) {
                pool.sawTold(millis - toldMillis, warmMillis);
            }
        } else {
            double start = Double.isNaN(pool.warmMillis()) ? millis : Math.min(millis, pool.warmMillis());
            double warm = Double.isNaN(warmMillis) ? start : warmMillis;
            warmMillis = warm + (meanMillis - warm) * (meanMillis < warm ? FALLING : RISING);
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

    /** Whether a request was served, or a worker reported how long they take. */
    boolean isMeanKnown() {
        return !Double.isNaN(meanMillis);
    }

    /** The mean time of a request, warm or not; before the first one, the given value. */
    double meanMillis(double otherwise) {
        return Double.isNaN(meanMillis) ? otherwise : meanMillis;
    }

    /**
     * How long a request without misses takes. If a worker takes up more requests than it serves at once, its own
     * figure includes their waiting time.
     *
     * <p>If workers report no misses and caches thrash, even the fastest requests may have missed. What is known then
     * is how much less than the mean a request takes if its content was served just before.
     */
    double warmMillis() {
        if (Double.isNaN(warmMillis)) {
            return Double.isNaN(pool.warmMillis()) ? 1 : pool.warmMillis();
        }
        if (missesReported) {
            return isWarmIncredible() ? MAX_OVER_MEAN * meanMillis : warmMillis * pool.servingShare();
        }
        return Math.min(warmMillis, meanMillis(warmMillis) * pool.warmShare());
    }

    private boolean isWarmIncredible() {
        return warmMillis * pool.servingShare() > MAX_OVER_MEAN * meanMillis;
    }

    /**
     * How much longer the first request on a worker takes. Before any was seen, at least as much longer as requests
     * take where the class is served: otherwise a load balancer that has just started would prefer every untried
     * worker.
     */
    double coldMillis() {
        if (!Double.isNaN(coldMillis)) {
            return Math.max(PoolMeans.MIN_MILLIS, coldMillis);
        }
        return pool.isColdKnown() ? pool.coldMillis() : Math.max(pool.coldMillis(), meanMillis(0) - warmMillis());
    }

    /** How much time is lost until a worker is warm. */
    double setupMillis() {
        return Double.isNaN(setupMillis) ? Math.max(pool.setupMillis(), coldMillis()) : setupMillis;
    }
}
