package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.resumelb.resume.Resume;
import org.resumelb.resume.Skill;

class PoolStatusTest {
    private final PoolFixture fixture = new PoolFixture();
    private final Pool pool = fixture.pool;

    @Test
    void aWorkerIsConnectingThenActiveThenDraining() {
        Worker worker = fixture.registered("a");
        assertEquals(WorkerState.CONNECTING, fixture.status(worker).state());
        pool.connected(worker, Resume.EMPTY);
        assertEquals(WorkerState.ACTIVE, fixture.status(worker).state());
        assertTrue(pool.drain("a:80", true));
        assertEquals(WorkerState.DRAINING, fixture.status(worker).state());
        pool.disconnected(worker);
        assertEquals(WorkerState.CONNECTING, fixture.status(worker).state());
        assertFalse(pool.drain("b:80", true));
    }

    @Test
    void statesHaveTheWordsOfTheStatusPage() {
        assertEquals("active", WorkerState.ACTIVE.word());
        assertEquals("draining", WorkerState.DRAINING.word());
        assertEquals("standby", WorkerState.STANDBY.word());
        assertEquals("connecting", WorkerState.CONNECTING.word());
    }

    @Test
    void theOldestRequestIsTheOldestThatIsStillUnderWay() {
        Worker worker = fixture.serving("a");
        assertEquals(0, fixture.status(worker).oldestRequestMillis());
        Lease first = fixture.acquired("news");
        fixture.nanos += 1_000_000_000L;
        Lease second = fixture.acquired("news");
        fixture.nanos += 500_000_000L;
        Lease third = fixture.acquired("news");
        fixture.nanos += 30_999_999L;
        assertEquals(1530, fixture.status(worker).oldestRequestMillis());
        second.close(Outcome.SUCCEEDED);
        assertEquals(1530, fixture.status(worker).oldestRequestMillis());
        first.close(Outcome.SUCCEEDED);
        assertEquals(30, fixture.status(worker).oldestRequestMillis());
        third.close(Outcome.SUCCEEDED);
        assertEquals(0, fixture.status(worker).oldestRequestMillis());
    }

    @Test
    void workersTellWhatTheyHaveInFlightForAll() {
        Worker worker = fixture.serving("a");
        assertEquals(-1, fixture.status(worker).inFlight());
        pool.load(worker, 5);
        assertEquals(5, fixture.status(worker).inFlight());
        pool.connected(worker, new Resume("id", 1, null, 7, Map.of()));
        assertEquals(7, fixture.status(worker).inFlight());
    }

    @Test
    void forgettingAClassTakesItFromResumesAndProvisionalSkills() {
        Worker a = fixture.serving("a", Map.of("news", 10.0, "sports", 5.0));
        assertEquals(2, pool.status().classes());
        fixture.acquired("weather").close(Outcome.SUCCEEDED);
        assertEquals(3, pool.status().classes());
        pool.forget("news");
        pool.forget("weather");
        pool.forget("never heard of");
        assertEquals(1, pool.status().classes());
        assertEquals(1, fixture.status(a).skills());
        pool.learn(a, Map.of("news", Skill.ofScore(10)));
        assertEquals(2, pool.status().classes());
    }

    @Test
    void forgettingAlsoReachesWorkersThatDoNotServe() {
        Worker a = fixture.serving("a", Map.of("news", 10.0));
        pool.drain("a:80", true);
        pool.forget("news");
        assertEquals(0, fixture.status(a).skills());
        pool.drain("a:80", false);
        assertEquals(0, pool.status().classes());
    }
}
