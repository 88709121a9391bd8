package org.resumelb.pool;

/**
 * Told once what became of a request that waits, unless it was cancelled before. Called without the pool's lock, by
 * whichever thread made room; it must not block. If {@link #granted} throws, the pool ends the lease.
 */
public interface Receiver {
    /** A worker has room: the lease is the receiver's from now on. */
    void granted(Lease lease);

    /** Too many wait already. */
    void refused();
}
