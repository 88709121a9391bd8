package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resumelb.jetty.testing.ManualScheduler;

class TimingWheelTest {
    private static final long TURN_MILLIS = 512 * TimingWheel.TICK_MILLIS;

    private final ManualScheduler base = new ManualScheduler();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final TimingWheel wheel = new TimingWheel(base, nanos::get);
    private final List<String> ran = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        wheel.start();
    }

    @AfterEach
    void stop() throws Exception {
        wheel.stop();
    }

    private void pass(long millis) {
        for (long passed = 0; passed < millis; passed += 10) {
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(10));
            base.advance(10);
        }
    }

    private Scheduler.Task schedule(String name, long millis) {
        return wheel.schedule(() -> ran.add(name), millis, TimeUnit.MILLISECONDS);
    }

    @Test
    void aTaskRunsOnceNeverEarlyAndLittleLate() {
        schedule("a", 500);
        pass(490);
        assertEquals(List.of(), ran);
        pass(500 - 490 + 2 * TimingWheel.TICK_MILLIS);
        assertEquals(List.of("a"), ran);
        pass(2 * TURN_MILLIS);
        assertEquals(List.of("a"), ran);
    }

    @Test
    void whatIsDueAtOnceRunsAtTheNextTick() {
        schedule("a", 0);
        schedule("b", -5);
        pass(2 * TimingWheel.TICK_MILLIS);
        assertEquals(List.of("a", "b"), ran);
    }

    @Test
    void aTaskThatIsCancelledDoesNotRun() {
        Scheduler.Task first = schedule("a", 500);
        schedule("b", 500);
        assertTrue(first.cancel());
        assertFalse(first.cancel());
        pass(1_000);
        assertEquals(List.of("b"), ran);
    }

    @Test
    void whatHasRunCannotBeCancelled() {
        Scheduler.Task task = schedule("a", 100);
        pass(300);
        assertFalse(task.cancel());
    }

    @Test
    void delaysOfMoreThanATurnAreKept() {
        schedule("long", 2 * TURN_MILLIS + 70);
        pass(2 * TURN_MILLIS);
        assertEquals(List.of(), ran);
        pass(70 + 2 * TimingWheel.TICK_MILLIS);
        assertEquals(List.of("long"), ran);
    }

    @Test
    void aTaskMayScheduleAnother() {
        wheel.schedule(() -> schedule("second", 100), 100, TimeUnit.MILLISECONDS);
        pass(500);
        assertEquals(List.of("second"), ran);
    }

    @Test
    void aTaskThatFailsStopsNothing() {
        wheel.schedule(
                () -> {
                    throw new IllegalStateException("of the test");
                },
                100,
                TimeUnit.MILLISECONDS);
        schedule("after", 100);
        pass(300);
        assertEquals(List.of("after"), ran);
    }

    @Test
    void afterAPauseOfTheWholeProcessNothingIsLost() {
        schedule("a", 300);
        schedule("b", 20_000);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(100));
        base.advance(TimingWheel.TICK_MILLIS);
        assertEquals(2, ran.size());
    }
}
