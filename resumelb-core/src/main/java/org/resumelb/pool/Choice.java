package org.resumelb.pool;

/**
 * A policy's decision that a request go to a worker: the policy's own token, which the lease carries from
 * {@link Policy#acquired} to {@link Policy#released}. A policy that keeps nothing for a request returns the worker itself.
 */
public interface Choice {
    Worker worker();

    /** How long the worker is expected to need for the request, in milliseconds; the same for all if nothing is known. */
    default double expectedMillis() {
        return 1;
    }

    /** How many classes' share of a worker the request's class has while requests wait; at least 1. */
    default double weight() {
        return 1;
    }
}
