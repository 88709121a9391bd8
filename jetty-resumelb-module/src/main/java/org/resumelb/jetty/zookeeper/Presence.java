package org.resumelb.jetty.zookeeper;

import org.resumelb.zookeeper.ZooKeeperAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether ZooKeeper is reachable; logs once when it goes away, and once when it is back. Not thread-safe, except for
 * {@link #isAway}.
 */
final class Presence {
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    private final ZooKeeperAccess access;
    private boolean met;
    private volatile boolean away;
    private volatile boolean absent;

    Presence(ZooKeeperAccess access) {
        this.access = access;
    }

    void came() {
        met = true;
        away = false;
        absent = false;
        LOG.info("Connected to ZooKeeper {}", access);
    }

    /** Returns whether this is new: a session may first be suspended and later lost. */
    boolean went() {
        boolean fresh = !away;
        if (fresh) {
            away = true;
            LOG.warn("ZooKeeper {} is away; workers and settings stay as they are", access);
        }
        return fresh;
    }

    /**
     * ZooKeeper had enough time to respond. A server that was never reachable produces no event, so this reports it.
     */
    void expected() {
        if (!met && !away) {
            absent = true;
            LOG.warn("ZooKeeper {} does not answer; static and last known workers serve", access);
        }
    }

    /** Whether it went away, or did not respond when it was expected to. */
    boolean isAway() {
        return away || absent;
    }
}
