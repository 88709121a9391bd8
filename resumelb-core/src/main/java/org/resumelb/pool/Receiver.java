package org.resumelb.pool;

/**
 * Learns what became of a waiting request, once, unless the wait was cancelled before. Called without the pool's lock,
 * by the thread that made room; it must not block. If {@link #granted} throws, the pool ends the lease.
 */
public interface Receiver {
    /** A worker has room; from now on the receiver owns the lease. */
    void granted(Lease lease);

    /** Too many requests wait already. */
    void refused();
}
