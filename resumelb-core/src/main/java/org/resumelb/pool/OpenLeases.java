package org.resumelb.pool;

import org.jspecify.annotations.Nullable;

/** A worker's open leases, oldest first, as a list linked through the leases themselves. Not thread-safe. */
final class OpenLeases {
    private @Nullable Lease oldest;
    private @Nullable Lease newest;

    void add(Lease lease) {
        Lease last = newest;
        lease.older = last;
        newest = lease;
        if (last == null) {
            oldest = lease;
        } else {
            last.newer = lease;
        }
    }

    void remove(Lease lease) {
        Lease before = lease.older;
        Lease after = lease.newer;
        if (before == null) {
            oldest = after;
        } else {
            before.newer = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.older = before;
        }
        lease.older = null;
        lease.newer = null;
    }

    @Nullable
    Lease oldest() {
        return oldest;
    }
}
