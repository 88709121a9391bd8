package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CapacityTest {
    private final PoolFixture fixture = new PoolFixture(PoolSettings.DEFAULTS.withVariance(1_000));
    private final Pool pool = fixture.pool;
    private final List<Lease> open = new ArrayList<>();

    @BeforeEach
    void fourConnections() {
        pool.capacityPerWorker(4);
    }

    private void acquire(int count) {
        for (int i = 0; i < count; i++) {
            open.add(fixture.acquired("news"));
        }
    }

    private void closeOne() {
        open.remove(0).close(Outcome.SUCCEEDED);
    }

    @Test
    void aFullWorkerIsNotOfferedHoweverSkilled() {
        Worker skilled = fixture.serving("a", Map.of("news", 1_000.0));
        Worker other = fixture.serving("b");
        acquire(4);
        assertEquals(4, skilled.backlog());
        acquire(4);
        assertEquals(4, other.backlog());
        assertNull(pool.acquire("news"));
        assertTrue(pool.servesBesides(Set.of()));
        assertTrue(pool.servesBesides(Set.of(skilled)));
        assertFalse(pool.servesBesides(Set.of(skilled, other)));
        closeOne();
        assertSame(skilled, fixture.acquired("news").worker());
    }

    @Test
    void eachRequestThatEndsMakesRoomForOne() {
        fixture.serving("a");
        acquire(4);
        List<TestReceiver> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(fixture.awaits("news"));
        }
        for (int ended = 1; ended <= 4; ended++) {
            closeOne();
            assertEquals(ended, waiting.stream().filter(TestReceiver::isGranted).count());
        }
    }

    @Test
    void aTunnelHoldsNoPlaceButStaysInTheBacklog() {
        Worker worker = fixture.serving("a");
        acquire(4);
        assertNull(pool.acquire("news"));
        Lease tunnel = open.get(0);
        tunnel.detach();
        tunnel.detach();
        assertEquals(4, worker.backlog());
        acquire(1);
        assertNull(pool.acquire("news"));
        tunnel.close(Outcome.SUCCEEDED);
        tunnel.detach();
        assertNull(pool.acquire("news"), "it held no place that it could give back");
        closeOne();
        closeOne();
        assertNotNull(pool.acquire("news"));
    }
}
