package org.resumelb.jetty.classes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClassWorkTest {
    private final AtomicLong nanoClock = new AtomicLong();
    private final ClassWork work = new ClassWork(nanoClock::get);

    private void serve(String requestClass, String worker, int requests, long millis) {
        for (int i = 0; i < requests; i++) {
            work.ended(requestClass, worker, TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    private void aSecondPasses() {
        nanoClock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        work.roll();
    }

    @Test
    void theWorkerThatDoesMostOfAClassIsItsHome() {
        serve("a", "one:1", 1, 10);
        serve("a", "two:2", 3, 10);
        serve("b", "one:1", 1, 100);
        aSecondPasses();
        List<ClassTraffic> all = work.all();
        assertEquals(
                List.of("b", "a"), all.stream().map(ClassTraffic::requestClass).toList());
        ClassTraffic a = all.get(1);
        assertEquals("two:2", a.home());
        assertEquals(0.75, a.workers().get(0).busy() / a.busy(), 1e-9);
        assertEquals(10, a.workers().get(0).meanMillis(), 1e-9);
        var busy = ClassTraffic.busyByWorker(all);
        assertEquals(110.0 / 30, busy.getOrDefault("one:1", 0.0) / busy.getOrDefault("two:2", 1.0), 1e-9);
    }

    @Test
    void steadyTrafficIsShownAsItIsAfterSomeMinutes() {
        for (int i = 0; i < 600; i++) {
            serve("a", "one:1", 20, 5);
            aSecondPasses();
        }
        ClassTraffic a = work.all().get(0);
        assertEquals(20, a.requestsPerSecond(), 0.01);
        assertEquals(0.1, a.busy(), 1e-4);
    }

    @Test
    void whereAClassIsQuickItIsWarm() {
        serve("a", "one:1", 10, 2);
        serve("a", "two:2", 10, 8);
        aSecondPasses();
        assertEquals(2, work.all().get(0).warmMillis(), 1e-9);
    }

    @Test
    void whatIsOverIsForgotten() {
        serve("a", "one:1", 1, 5);
        for (int i = 0; i < 600; i++) {
            aSecondPasses();
        }
        assertTrue(work.all().isEmpty());
    }

    @Test
    void ofClassesThatClientsMakeUpOnlySomeAreKeptAndThoseWithWorkAre() {
        serve("busy", "one:1", 100, 100);
        for (int i = 0; i < 10_000; i++) {
            serve("made-up-" + i, "one:1", 1, 1);
        }
        aSecondPasses();
        assertEquals(1024, work.all().size());
        assertEquals("busy", work.all().get(0).requestClass());
    }
}
