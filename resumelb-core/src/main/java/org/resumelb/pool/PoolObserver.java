package org.resumelb.pool;

/**
 * Told of every request that the pool gives a worker or refuses, and how it ends. It has no part in the choice. Called
 * without the pool's lock, by the threads that serve requests, several at a time; must not block, and should cost as
 * little as a counter does. What it throws is told as a receiver's exceptions are.
 */
public interface PoolObserver {
    /** Observes nothing. */
    PoolObserver NONE = new PoolObserver() {};

    /** A request got a worker; {@link Lease#selection()} and {@link Lease#waitedNanos()} say how. */
    default void selected(Lease lease) {}

    /**
     * A request ended.
     *
     * @param nanos since it got its worker
     */
    default void ended(Lease lease, Outcome outcome, long nanos) {}

    /** A request got no worker. */
    default void refused(Refusal reason) {}

    /** Why a request got no worker. */
    enum Refusal {
        /** Too many wait. */
        FULL,
        /** It waited for too long. */
        TIMEOUT
    }
}
