package org.resumelb.pool;

import java.util.Set;

/**
 * A request that needs a worker. Immutable.
 *
 * @param requestClass names the requests that share data with it
 * @param contentHash hash of what it asks for within its class
 * @param client who asks, for fairness among clients; {@code ""} if unknown
 * @param failed workers that must not get it, because they have already failed it
 */
public record PoolRequest(String requestClass, int contentHash, String client, Set<Worker> failed) {
    /** A request of which only the class is known. */
    public static PoolRequest of(String requestClass) {
        return new PoolRequest(requestClass, 0, "", Set.of());
    }
}
