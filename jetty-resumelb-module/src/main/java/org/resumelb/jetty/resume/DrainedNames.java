package org.resumelb.jetty.resume;

import java.util.LinkedHashSet;
import java.util.Set;
import org.resumelb.pool.Pool;

/**
 * Names of workers that an operator has drained, until they are undrained: who leaves and comes back, or is restarted,
 * is drained still. Bounded: the oldest are forgotten first. Thread-safe.
 */
final class DrainedNames {
    private static final int MOST = 10_000;

    private final Pool pool;

    /** Guarded by this. */
    private final Set<String> names = new LinkedHashSet<>();

    /** Makes one that knows of nobody. */
    DrainedNames(Pool pool) {
        this.pool = pool;
    }

    /** Takes work from a worker within so many seconds; returns whether there is such a member. */
    synchronized boolean drain(String worker, int seconds) {
        boolean member = pool.drain(worker, seconds);
        if (member && names.add(worker) && names.size() > MOST) {
            names.remove(names.iterator().next());
        }
        return member;
    }

    /** Gives a worker work again; returns whether there is such a member, or was one when it was drained. */
    synchronized boolean undrain(String worker) {
        boolean member = pool.drain(worker, false);
        return names.remove(worker) || member;
    }

    /** A worker has become a member; it is not in service yet. */
    synchronized void entered(String worker) {
        if (names.contains(worker)) {
            pool.drain(worker, true);
        }
    }
}
