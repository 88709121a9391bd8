package org.resumelb.pool;

/**
 * Observes every request that the pool gives a worker or refuses, and how it ends. An observer has no influence on the
 * choice. It is called without the pool's lock, by the threads that serve requests, several at once; it must not block
 * and should cost no more than a counter. Its exceptions are handled like those of a receiver.
 */
public interface PoolObserver {
    /** Observes nothing. */
    PoolObserver NONE = new PoolObserver() {};

    /** A request got a worker; {@link Lease#selection()} and {@link Lease#waitedNanos()} tell how. */
    default void selected(Lease lease) {}

    /**
     * A request ended.
     *
     * @param nanos time since it got its worker
     */
    default void ended(Lease lease, Outcome outcome, long nanos) {}

    /** A request got no worker. */
    default void refused(Refusal reason) {}

    /** Why a request got no worker. */
    enum Refusal {
        /** Too many requests wait. */
        FULL,
        /** The request waited too long. */
        TIMEOUT
    }
}
