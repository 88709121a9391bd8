package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.Test;
import org.resumelb.jetty.testing.ManualScheduler;

/** Requests that wait for a worker, as they come, wait and leave. */
class WaitingRequestsTest {
    private final ManualScheduler scheduler = new ManualScheduler();
    private final WaitingRequests waiting = new WaitingRequests(3, scheduler);
    private final List<String> told = new ArrayList<>();

    @Test
    void allThatWaitAreWokenOldestFirst() {
        add("a", 100);
        add("b", 100);
        assertEquals(2, waiting.size());
        waiting.wakeAll();
        assertEquals(List.of("a woken", "b woken"), told);
        assertEquals(0, waiting.size());
    }

    @Test
    void aRequestThatIsNotWokenInTimeIsToldSo() {
        add("a", 100);
        add("b", 200);
        scheduler.advance(99);
        assertEquals(List.of(), told);
        scheduler.advance(1);
        assertEquals(List.of("a timed out"), told);
        assertEquals(1, waiting.size());
        scheduler.advance(100);
        assertEquals(List.of("a timed out", "b timed out"), told);
    }

    @Test
    void oneTooManyIsRefusedAndLeavesNoTrace() {
        add("a", 100);
        add("b", 100);
        add("c", 100);
        assertNull(waiting.add(100, woken -> told.add("d")));
        assertEquals(3, waiting.size());
        assertEquals(3, scheduler.delaysMillis().size());
        waiting.wakeAll();
        assertEquals(List.of("a woken", "b woken", "c woken"), told);
    }

    @Test
    void aPlaceThatIsLeftCanBeTaken() {
        add("a", 100);
        add("b", 100);
        WaitingRequests.Entry third = add("c", 100);
        assertTrue(third.cancel());
        add("d", 100);
        assertEquals(3, waiting.size());
    }

    @Test
    void whoeverCancelsIsNotToldAnything() {
        WaitingRequests.Entry entry = add("a", 100);
        assertTrue(entry.cancel());
        assertFalse(entry.cancel());
        waiting.wakeAll();
        scheduler.advance(1_000);
        assertEquals(List.of(), told);
        assertEquals(0, waiting.size());
    }

    @Test
    void whoeverWasWokenCannotCancelNorTimeOut() {
        WaitingRequests.Entry entry = add("a", 100);
        waiting.wakeAll();
        assertFalse(entry.cancel());
        assertEquals(List.of(), scheduler.delaysMillis());
        scheduler.advance(1_000);
        assertEquals(List.of("a woken"), told);
    }

    @Test
    void aWokenRequestThatFindsNoWorkerWaitsAgainAndIsNotWokenInTheSameRound() {
        waiting.add(100, woken -> add("second time", 100));
        waiting.wakeAll();
        assertEquals(List.of(), told);
        assertEquals(1, waiting.size());
        waiting.wakeAll();
        assertEquals(List.of("second time woken"), told);
    }

    @Test
    void noneMayWaitWhereTheLimitIsZero() {
        assertNull(new WaitingRequests(0, scheduler).add(100, woken -> {}));
        assertEquals(List.of(), scheduler.delaysMillis());
    }

    @Test
    void aRequestWokenWhileItsTimeoutIsBeingSetLeavesNoTimeoutBehind() {
        WakingScheduler waking = new WakingScheduler(scheduler);
        WaitingRequests requests = new WaitingRequests(1, waking);
        waking.onSchedule = requests::wakeAll;
        requests.add(100, woken -> told.add("woken"));
        assertEquals(List.of("woken"), told);
        assertEquals(List.of(), scheduler.delaysMillis());
    }

    @Test
    void ofWakerTimeoutAndCancelOneWinsWhenTheyCollide() throws InterruptedException {
        for (int round = 0; round < 500; round++) {
            AtomicInteger ends = new AtomicInteger();
            WaitingRequests.Entry entry = Objects.requireNonNull(waiting.add(1, woken -> ends.incrementAndGet()));
            CountDownLatch start = new CountDownLatch(1);
            Thread waker = runAt(start, waiting::wakeAll);
            Thread timeout = runAt(start, () -> scheduler.advance(1));
            Thread canceller = runAt(start, () -> ends.addAndGet(entry.cancel() ? 1 : 0));
            start.countDown();
            for (Thread thread : List.of(waker, timeout, canceller)) {
                thread.join(TimeUnit.SECONDS.toMillis(60));
            }
            assertEquals(1, ends.get(), "round " + round);
            assertEquals(0, waiting.size());
        }
    }

    private static Thread runAt(CountDownLatch start, Runnable action) {
        Thread thread = new Thread(() -> {
            try {
                start.await();
                action.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        return thread;
    }

    private WaitingRequests.Entry add(String name, long timeoutMillis) {
        WaitingRequests.Entry entry =
                waiting.add(timeoutMillis, woken -> told.add(name + (woken ? " woken" : " timed out")));
        if (entry == null) {
            throw new AssertionError(name + " may not wait");
        }
        return entry;
    }

    /** Does something just before a task is handed out. */
    private static final class WakingScheduler extends AbstractLifeCycle implements Scheduler {
        private final Scheduler scheduler;
        private Runnable onSchedule = () -> {};

        WakingScheduler(Scheduler scheduler) {
            this.scheduler = scheduler;
        }

        @Override
        public Task schedule(Runnable task, long delay, TimeUnit units) {
            Task planned = scheduler.schedule(task, delay, units);
            onSchedule.run();
            return planned;
        }
    }
}
