package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.resumelb.resume.Resume;
import org.resumelb.resume.Skill;

class SingleVersionTest {
    private final PoolFixture fixture = PoolFixture.singleVersion();
    private final Pool pool = fixture.pool;

    @Test
    void anotherVersionNeedsStrictlyMoreWorkers() {
        fixture.serving("a;version=1");
        fixture.serving("b;version=2");
        assertEquals(Set.of("a"), fixture.active());
        assertEquals("1", pool.status().version());
        fixture.serving("c;version=2");
        assertEquals(Set.of("b", "c"), fixture.active());
        fixture.serving("d;version=1");
        assertEquals(Set.of("b", "c"), fixture.active());
        assertEquals("2", pool.status().version());
    }

    @Test
    void ofTwoLargerVersionsTheLargestServes() {
        fixture.serving("a;version=1");
        Worker b = fixture.serving("b;version=1");
        fixture.serving("c;version=2");
        fixture.serving("d;version=2");
        List.of("e;version=3", "f;version=3").forEach(fixture::serving);
        pool.disconnected(b);
        assertEquals(Set.of("c", "d"), fixture.active());
        fixture.serving("g;version=3");
        assertEquals(Set.of("e", "f", "g"), fixture.active());
    }

    @Test
    void workersThatStandByKeepTheirResumesAndTakeOverWithThem() {
        Worker a = fixture.serving("a;version=1");
        Worker b = fixture.serving("b;version=2", Map.of("news", 50.0));
        pool.learn(b, Map.of("sports", Skill.ofScore(60)));
        assertEquals(WorkerState.STANDBY, fixture.status(b).state());
        assertEquals(2, fixture.status(b).skills());
        fixture.serving("c;version=2");
        assertEquals(WorkerState.STANDBY, fixture.status(a).state());
        assertSame(b, fixture.acquired("news").worker());
        assertSame(b, fixture.acquired("sports").worker());
    }

    @Test
    void requestsOfTheOldVersionFinish() {
        Worker a = fixture.serving("a;version=1");
        Lease lease = fixture.acquired("news");
        fixture.serving("b;version=2");
        fixture.serving("c;version=2");
        assertEquals(1, fixture.status(a).backlog());
        assertTrue(lease.close(Outcome.SUCCEEDED));
        assertEquals(0, fixture.status(a).backlog());
        assertEquals(0, pool.status().backlog());
    }

    @Test
    void drainedAndLostWorkersDoNotCount() {
        Worker a = fixture.serving("a;version=1");
        Worker b = fixture.serving("b;version=1");
        fixture.serving("c;version=2");
        pool.drain("a:80", true);
        assertEquals(Set.of("b"), fixture.active());
        pool.disconnected(b);
        assertEquals(Set.of("c"), fixture.active());
        pool.drain("a:80", false);
        assertEquals(Set.of("c"), fixture.active());
        pool.connected(b, Resume.EMPTY);
        assertEquals(Set.of("a", "b"), fixture.active());
        assertEquals(WorkerState.ACTIVE, fixture.status(a).state());
    }

    @Test
    void workersNotYetConnectedDoNotCount() {
        fixture.serving("a;version=1");
        fixture.registered("b;version=2");
        fixture.registered("c;version=2");
        assertEquals(Set.of("a"), fixture.active());
    }

    @Test
    void workersWithoutAVersionAreOneVersion() {
        fixture.serving("a");
        fixture.serving("b;version=1");
        fixture.serving("c");
        assertEquals(Set.of("a", "c"), fixture.active());
        assertEquals("", pool.status().version());
    }

    @Test
    void switchingOnLeavesTheLargestAndSwitchingOffLetsAllServe() {
        pool.settings(PoolSettings.DEFAULTS);
        List.of("a;version=1", "b;version=2", "c;version=2").forEach(fixture::serving);
        assertEquals(Set.of("a", "b", "c"), fixture.active());
        assertNull(pool.status().version());
        pool.settings(PoolSettings.DEFAULTS.withSingleVersion(true));
        assertEquals(Set.of("b", "c"), fixture.active());
        pool.settings(PoolSettings.DEFAULTS);
        assertEquals(Set.of("a", "b", "c"), fixture.active());
    }

    @Test
    void aMemberThatComesWithAnotherVersionIsCountedUnderIt() {
        fixture.serving("a;version=1");
        fixture.serving("b;version=1");
        fixture.serving("c;version=2");
        fixture.registered("b;version=2");
        assertEquals(Set.of("b", "c"), fixture.active());
    }

    @Test
    void whenTheLastOfTheVersionLeavesAnotherServes() {
        Worker a = fixture.serving("a;version=1");
        fixture.serving("b;version=2");
        pool.unregister(a);
        assertEquals(Set.of("b"), fixture.active());
    }
}
