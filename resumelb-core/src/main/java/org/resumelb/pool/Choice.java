package org.resumelb.pool;

/**
 * A policy's decision to send a request to a worker. It is the policy's own token, which the lease carries from {@link
 * Policy#acquired} to {@link Policy#released}. A policy that keeps no state for a request returns the worker itself.
 */
public interface Choice {
    Worker worker();

    /**
     * What the request is charged to its class while requests wait: in proportion to its expected time and, where
     * known, to what the class already uses of the pool. Equal for all requests if nothing is known.
     */
    default double charge() {
        return 1;
    }
}
