package org.resumelb.pool;

import java.util.Locale;

/** The current state of a worker that is a member of the pool. */
public enum WorkerState {
    /** Known, but not connected: not yet, or no longer. */
    CONNECTING,
    /** Serving. */
    ACTIVE,
    /** Finishing its requests and getting no new ones. */
    DRAINING,
    /** Ready, but of another version than the one that serves, or ejected for failing requests. */
    STANDBY;

    /** The word used in status pages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
