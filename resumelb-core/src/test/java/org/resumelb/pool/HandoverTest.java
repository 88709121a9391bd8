package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.policy.Policies;
import org.resumelb.resume.Resume;

class HandoverTest {
    private static final int CLASSES = 800;

    private final PoolFixture fixture = new PoolFixture();

    private Worker skilledAtAll(Pool pool, String name) {
        Map<String, Double> scores = new HashMap<>();
        for (int i = 0; i < CLASSES; i++) {
            scores.put("class" + i, 1_000_000.0);
        }
        Worker worker = pool.register(WorkerAddress.parse("http://" + name + ":80"));
        pool.connected(worker, Resume.ofScores(scores));
        return worker;
    }

    private int classesOn(Worker worker) {
        int count = 0;
        for (int i = 0; i < CLASSES; i++) {
            Lease lease = fixture.acquired("class" + i);
            count += lease.worker() == worker ? 1 : 0;
            lease.close(Outcome.SUCCEEDED);
        }
        return count;
    }

    @Test
    void classesLeaveEvenlyOverTheTime() {
        Worker leaving = skilledAtAll(fixture.pool, "a");
        fixture.serving("b");
        assertEquals(CLASSES, classesOn(leaving));
        assertTrue(fixture.pool.drain("a:80", 100));
        for (int percent = 0; percent <= 100; percent += 10) {
            double expected = CLASSES * (100 - percent) / 100.0;
            assertEquals(expected, classesOn(leaving), CLASSES * 0.05, "after " + percent + " %");
            fixture.nanos += TimeUnit.SECONDS.toNanos(10);
        }
        assertEquals(0, classesOn(leaving));
        assertEquals(0, fixture.status(leaving).handoverForMillis());
        assertEquals(WorkerState.DRAINING, fixture.status(leaving).state());
    }

    @Test
    void whatTheWorkerDoesNotKnowNeverGoesThereAndTheStatusTellsHowLongItTakes() {
        Worker leaving = skilledAtAll(fixture.pool, "a");
        fixture.serving("b");
        fixture.pool.drain("a:80", 100);
        fixture.nanos += TimeUnit.SECONDS.toNanos(30);
        for (int i = 0; i < 100; i++) {
            assertNotSame(leaving, fixture.acquired("unknown" + i).worker());
        }
        assertEquals(70_000, fixture.status(leaving).handoverForMillis());
        assertEquals(WorkerState.DRAINING, fixture.status(leaving).state());
    }

    @Test
    void calledOffItServesAtOnceWhatWaitsForIt() {
        Worker leaving = fixture.serving("a");
        fixture.pool.drain("a:80", 100);
        TestReceiver unknown = fixture.awaits("unknown");
        assertTrue(unknown.waits());
        fixture.pool.drain("a:80", false);
        assertSame(leaving, unknown.worker());
    }

    @Test
    void itCanBeCalledOff() {
        Worker leaving = skilledAtAll(fixture.pool, "a");
        fixture.serving("b");
        fixture.pool.drain("a:80", 10);
        fixture.pool.drain("a:80", false);
        fixture.nanos += TimeUnit.SECONDS.toNanos(60);
        assertEquals(CLASSES, classesOn(leaving));
        assertEquals(WorkerState.ACTIVE, fixture.status(leaving).state());
    }

    @Test
    void withoutTimeItIsADrainAndADrainedWorkerStaysDrained() {
        Worker leaving = fixture.serving("a");
        fixture.serving("b");
        assertTrue(fixture.pool.drain("a:80", 0));
        assertEquals(0, classesOn(leaving));
        assertTrue(fixture.pool.drain("a:80", 60));
        assertEquals(0, fixture.status(leaving).handoverForMillis());
        assertFalse(fixture.pool.drain("nobody:80", 60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "resume"})
    void theClassesOfADrainedWorkerSpreadOverAllOthers(String policy) {
        long[] now = {0};
        Pool pool = new Pool(Policies.named(policy), PoolSettings.DEFAULTS, () -> now[0]);
        Worker first = skilledAtAll(pool, "w0");
        for (int i = 1; i < 8; i++) {
            pool.connected(pool.register(WorkerAddress.parse("http://w" + i + ":80")), Resume.EMPTY);
        }
        pool.drain(first.name(), true);
        Map<String, Integer> classes = new HashMap<>();
        for (int i = 0; i < CLASSES; i++) {
            Lease lease = pool.acquire("class" + i);
            now[0] += TimeUnit.MILLISECONDS.toNanos(5);
            if (lease != null) {
                classes.merge(lease.worker().name(), 1, Integer::sum);
                lease.close(Outcome.SUCCEEDED);
            }
        }
        assertEquals(
                List.of(CLASSES),
                List.of(classes.values().stream().mapToInt(n -> n).sum()));
        classes.values().forEach(count -> assertTrue(count <= 2 * CLASSES / 7, classes::toString));
    }
}
