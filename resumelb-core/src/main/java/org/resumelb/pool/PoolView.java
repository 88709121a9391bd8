package org.resumelb.pool;

/** What a policy may know of the pool as a whole. For use under the pool's lock only. */
public interface PoolView {
    PoolSettings settings();

    /** How many workers serve. */
    int servingWorkers();

    /** How many load balancers share the workers, this one included; at least 1. */
    int balancers();

    /** The event-decayed mean of all these workers' backlogs together. */
    double meanBacklog();

    /** The pool's clock, in nanoseconds from an arbitrary origin. */
    long nanoTime();
}
