package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CanaryTest {
    private final PoolFixture fixture =
            new PoolFixture(PoolSettings.DEFAULTS.withSingleVersion(true).withCanary(0.2));
    private final Pool pool = fixture.pool;
    private final List<String> classes =
            IntStream.range(0, 2_000).mapToObj(i -> "site" + i + ".example").toList();

    private Set<String> servedBy(String host) {
        return classes.stream()
                .filter(requestClass -> {
                    Lease lease = fixture.acquired(requestClass);
                    lease.close(Outcome.SUCCEEDED);
                    return lease.worker().name().equals(host + ":80");
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aShareOfTheClassesIsServedByTheNewerVersionAndAlwaysTheSame() {
        fixture.serving("a;version=9");
        assertEquals(classes.size(), servedBy("a").size());
        fixture.serving("b;version=10");
        assertEquals(Set.of("a", "b"), fixture.active());
        Set<String> canary = servedBy("b");
        assertEquals(0.2, canary.size() / (double) classes.size(), 0.03);
        assertEquals(canary, servedBy("b"));
        pool.settings(pool.settings().withCanary(0.5));
        assertTrue(servedBy("b").containsAll(canary), "a greater share keeps the classes of the smaller one");
        assertEquals("9", pool.status().version());
    }

    @Test
    void anOlderVersionIsNoCanary() {
        fixture.serving("a;version=10");
        fixture.serving("b;version=9");
        assertEquals(Set.of("a"), fixture.active());
    }

    @Test
    void withoutACanaryWorkerEverythingIsServedByTheQuorum() {
        fixture.serving("a;version=1");
        Worker b = fixture.serving("b;version=2");
        pool.disconnected(b);
        assertEquals(classes.size(), servedBy("a").size());
    }

    @Test
    void aRequestThatTheCanaryFailedGoesToTheQuorum() {
        Worker a = fixture.serving("a;version=1");
        Worker b = fixture.serving("b;version=2");
        String requestClass = servedBy("b").iterator().next();
        Lease lease = pool.acquire(requestClass, 0, Set.of(b));
        assertTrue(lease != null && lease.worker() == a);
    }

    @Test
    void whenTheCanaryGetsItsQuorumAllAreServedByItAndLeasesEndWhereTheyBegan() {
        List<VersionSwitch> switches = new ArrayList<>();
        pool.onVersionSwitch(switches::add);
        fixture.serving("a;version=1");
        Worker b = fixture.serving("b;version=2");
        Lease old = fixture.acquired("x");
        Lease canary = fixture.acquired(servedBy("b").iterator().next());
        fixture.serving("c;version=2");
        assertEquals(Set.of("b", "c"), fixture.active());
        assertEquals(
                List.of(new VersionSwitch(null, "1", 1), new VersionSwitch("1", "2", 2)),
                switches,
                "each switch is told");
        assertEquals(2, pool.status().backlog());
        assertTrue(old.close(Outcome.SUCCEEDED) && canary.close(Outcome.SUCCEEDED));
        assertEquals(0, pool.status().backlog());
        assertEquals(0, fixture.status(b).backlog());
    }

    @Test
    void versionsAreOrderedAsPeopleCount() {
        List<String> ordered =
                List.of("", "1", "1.2", "1.2.1", "1.10", "2", "2-rc9", "2-rc10", "10", "v1", "v2", "v10");
        for (int i = 1; i < ordered.size(); i++) {
            String older = ordered.get(i - 1);
            String newer = ordered.get(i);
            assertTrue(VersionOrder.OLDEST_FIRST.compare(older, newer) < 0, older + " < " + newer);
            assertTrue(VersionOrder.OLDEST_FIRST.compare(newer, older) > 0, newer + " > " + older);
        }
    }
}
