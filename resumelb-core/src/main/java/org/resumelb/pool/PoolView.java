package org.resumelb.pool;

/** What a policy may know about the pool as a whole. To be used only while the pool's lock is held. */
public interface PoolView {
    PoolSettings settings();

    /** The number of serving workers. */
    int servingWorkers();

    /** The number of load balancers that share the workers, including this one; at least 1. */
    int balancers();

    /** The event-decayed mean of the backlogs of all these workers together. */
    double meanBacklog();

    /** The pool's clock, in nanoseconds from an arbitrary origin. */
    long nanoTime();
}
