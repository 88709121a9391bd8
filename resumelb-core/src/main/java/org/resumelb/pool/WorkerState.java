package org.resumelb.pool;

import java.util.Locale;

/** What a worker that is a member of the pool does at present. */
public enum WorkerState {
    /** Known, but not heard of: not yet, or no longer. */
    CONNECTING,
    /** Serves. */
    ACTIVE,
    /** Finishes what it has and gets nothing new. */
    DRAINING,
    /** Ready, but runs another version than the one that serves, or is left out because it failed requests. */
    STANDBY;

    /** The word that status pages use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
