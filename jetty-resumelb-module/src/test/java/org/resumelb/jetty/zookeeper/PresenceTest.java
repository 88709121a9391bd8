package org.resumelb.jetty.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.resumelb.jetty.testing.CapturedLog;
import org.resumelb.zookeeper.ZooKeeperAccess;

class PresenceTest {
    private final CapturedLog log = new CapturedLog();
    private final Presence presence = new Presence(new ZooKeeperAccess("zk:2181", 10_000, null));

    @AfterEach
    void release() {
        log.close();
    }

    private void assertLogged(int came, int went, int absent) {
        assertEquals(came, log.linesWith("Connected to ZooKeeper zk:2181").size());
        assertEquals(went, log.linesWith("ZooKeeper zk:2181 is away").size());
        assertEquals(absent, log.linesWith("ZooKeeper zk:2181 does not answer").size());
    }

    @Test
    void eachGoingAndEachComingIsToldOnce() {
        presence.came();
        presence.expected();
        assertLogged(1, 0, 0);
        assertTrue(presence.went());
        assertFalse(presence.went(), "a session that was suspended is lost");
        assertLogged(1, 1, 0);
        presence.came();
        assertTrue(presence.went());
        assertLogged(2, 2, 0);
    }

    @Test
    void whoIsNotThereWhenExpectedIsToldToBeAbsent() {
        presence.expected();
        assertLogged(0, 0, 1);
        presence.came();
        assertLogged(1, 0, 1);
    }
}
