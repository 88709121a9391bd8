package org.resumelb.jetty.zookeeper;

import org.resumelb.zookeeper.ZooKeeperAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether ZooKeeper is there; the log says once that it goes, and once that it is back. Not thread-safe, but for
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

    /** Returns whether that is new: a session that is suspended first may be lost later. */
    boolean went() {
        boolean fresh = !away;
        if (fresh) {
            away = true;
            LOG.warn("ZooKeeper {} is away; workers and settings stay as they are", access);
        }
        return fresh;
    }

    /** It had its time to answer. Who was never there does not go, so that nobody would tell. */
    void expected() {
        if (!met && !away) {
            absent = true;
            LOG.warn("ZooKeeper {} does not answer; static and last known workers serve", access);
        }
    }

    /** Whether it was there and went, or did not come when it was expected. */
    boolean isAway() {
        return away || absent;
    }
}
