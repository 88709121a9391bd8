package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resumelb.policy.LeastBacklogPolicy;
import org.resumelb.resume.Resume;
import org.resumelb.resume.Skill;

class AvailabilityTest {
    private final PoolFixture fixture = new PoolFixture();
    private final Pool pool = fixture.pool;
    private int calls;

    @BeforeEach
    void countCalls() {
        pool.onAvailable(() -> calls++);
    }

    private void expectCalls(int expected, Runnable change) {
        int before = calls;
        change.run();
        assertEquals(expected, calls - before);
    }

    @Test
    void theListenerHearsEachTimeAWorkerBeginsToServe() {
        Worker worker = fixture.registered("a");
        expectCalls(1, () -> pool.connected(worker, Resume.EMPTY));
        expectCalls(0, () -> pool.disconnected(worker));
        expectCalls(1, () -> pool.connected(worker, Resume.EMPTY));
        expectCalls(0, () -> pool.drain("a:80", true));
        expectCalls(1, () -> pool.drain("a:80", false));
    }

    @Test
    void theListenerHearsNothingElse() {
        Worker worker = fixture.serving("a");
        expectCalls(0, () -> fixture.registered("b"));
        expectCalls(0, () -> pool.connected(worker, Resume.EMPTY));
        expectCalls(0, () -> pool.learn(worker, Map.of("news", Skill.ofScore(1))));
        expectCalls(0, () -> pool.load(worker, 3));
        expectCalls(0, () -> pool.forget("news"));
        expectCalls(0, () -> pool.policy(LeastBacklogPolicy::new));
        expectCalls(0, () -> pool.settings(PoolSettings.DEFAULTS.withVariance(1)));
        expectCalls(0, () -> pool.drain("a:80", false));
        expectCalls(0, () -> pool.drain("nobody:80", false));
        expectCalls(0, () -> fixture.acquired("news").close(Outcome.SUCCEEDED));
        expectCalls(0, () -> pool.unregister(worker));
        expectCalls(0, () -> pool.connected(worker, Resume.EMPTY));
    }

    @Test
    void aWorkerThatComesBackDrainedIsNotAnnounced() {
        Worker worker = fixture.serving("a");
        pool.drain("a:80", true);
        pool.disconnected(worker);
        expectCalls(0, () -> pool.connected(worker, Resume.EMPTY));
        expectCalls(1, () -> pool.drain("a:80", false));
    }

    @Test
    void aVersionThatStandsByIsAnnouncedWhenItTakesOver() {
        pool.settings(PoolSettings.DEFAULTS.withSingleVersion(true));
        Worker first = fixture.serving("a;version=1");
        expectCalls(0, () -> fixture.serving("b;version=2"));
        expectCalls(1, () -> pool.disconnected(first));
        expectCalls(0, () -> pool.connected(first, Resume.EMPTY));
        expectCalls(1, () -> pool.settings(PoolSettings.DEFAULTS));
    }

    @Test
    void theListenerIsCalledWithoutTheLock() {
        AtomicBoolean served = new AtomicBoolean();
        pool.onAvailable(() -> {
            // Another thread would wait for the lock if this one held it.
            CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> pool.acquire("news") != null);
            served.set(other.orTimeout(60, TimeUnit.SECONDS).join());
        });
        fixture.serving("a");
        assertTrue(served.get());
        assertNotNull(pool.acquire("news"));
    }
}
