package org.resumelb.pool;

/**
 * A policy's decision that a request go to a worker: the policy's own token, which the lease carries from
 * {@link Policy#acquired} to {@link Policy#released}. A policy that keeps nothing for a request returns the worker itself.
 */
public interface Choice {
    Worker worker();

    /**
     * What the request is charged to its class while requests wait: in proportion to the time it is expected to take and,
     * where that is known, to what the class has of the pool already. The same for all if nothing is known.
     */
    default double charge() {
        return 1;
    }
}
