package org.resumelb.policy;

import org.resumelb.pool.ResumeParameter;

/**
 * Bounds how many requests one class may have at workers while others have to wait, so that a class that turns slow or
 * surges keeps its own requests waiting and not everybody's. Not thread-safe.
 *
 * <p>A class that offers a large share of all work, when the others' requests wait long, is held to its share of what
 * workers serve at a time. From then on the bound rises with each of its requests that ends while the others do not
 * wait long, and falls back while they do; it ends when it binds no more.
 */
final class Containment {
    /** Part of its greatest share that a class's work has to reach before it is held back. */
    private static final double SUSPECT = 0.8;

    /** Share of all work from which there are hardly others to protect. */
    private static final double ALONE = 0.95;

    /** A lower bound would be at the mercy of chance. */
    private static final double LEAST_BOUND = 4;

    private double bound = Double.POSITIVE_INFINITY;

    /** Whether the class is held to a bound. */
    boolean binds() {
        return bound < Double.POSITIVE_INFINITY;
    }

    /** Whether one more request of the class would be too much now. */
    boolean holdsBack(SplittableClass its, PoolMeans pool, int workers, double maxShare) {
        if (!binds() && maxShare < 1 && othersWait(pool)) {
            double share = its.offeredShare();
            if (share > SUSPECT * maxShare && share < ALONE) {
                bound = least(pool, workers, maxShare);
            }
        }
        return its.open() >= bound;
    }

    /** A request of the class ended. */
    void ended(SplittableClass its, PoolMeans pool, int workers, double maxShare) {
        if (!binds()) {
            return;
        }
        bound = maxShare < 1 && othersWait(pool) ? Math.max(least(pool, workers, maxShare), bound - 1) : bound + 1;
        if (bound > 2.0 * its.open() + workers) {
            bound = Double.POSITIVE_INFINITY;
        }
    }

    private static boolean othersWait(PoolMeans pool) {
        return pool.othersStretch() > pool.setting(ResumeParameter.STRETCH);
    }

    private static double least(PoolMeans pool, int workers, double maxShare) {
        return Math.max(LEAST_BOUND, maxShare * workers * pool.concurrency.value());
    }
}
