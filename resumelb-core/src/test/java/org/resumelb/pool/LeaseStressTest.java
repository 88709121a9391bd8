package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.policy.Policies;
import org.resumelb.resume.Resume;

/** Leases and workers under many threads at once. */
@Timeout(300)
class LeaseStressTest {
    private static final int THREADS = 8;

    private final PoolFixture fixture = new PoolFixture();
    private final Pool pool = fixture.pool;
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    /** Runs something in all threads, which begin together, and waits for them. */
    private void inAllThreads(IntConsumer run) throws Exception {
        CountDownLatch start = new CountDownLatch(THREADS);
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            ends.add(executor.submit(() -> {
                start.countDown();
                assertTrue(start.await(60, TimeUnit.SECONDS));
                run.accept(thread);
                return null;
            }));
        }
        for (Future<?> end : ends) {
            end.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void ofManyThreadsThatCloseALeaseExactlyOneEndsIt() throws Exception {
        fixture.serving("a");
        for (int round = 0; round < 200; round++) {
            Lease lease = fixture.acquired("news");
            AtomicInteger ended = new AtomicInteger();
            inAllThreads(thread -> {
                if (lease.close(Outcome.SUCCEEDED)) {
                    ended.incrementAndGet();
                }
                assertEquals(0, pool.status().backlog());
            });
            assertEquals(1, ended.get());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "least-backlog", "resume"})
    void nothingIsInHandAtRestAfterWorkersCameAndWent(String policy) throws Exception {
        pool.policy(Policies.named(policy));
        AtomicInteger acquired = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        inAllThreads(thread -> {
            Random random = new Random(thread);
            List<Lease> open = new ArrayList<>();
            for (int i = 0; i < 4_000; i++) {
                changeSomething(random);
                Lease lease = pool.acquire("c" + random.nextInt(20));
                if (lease != null) {
                    acquired.incrementAndGet();
                    open.add(lease);
                }
                while (open.size() > random.nextInt(10)) {
                    closed.addAndGet(close(open.remove(random.nextInt(open.size()))));
                }
            }
            open.forEach(lease -> closed.addAndGet(close(lease)));
        });
        assertTrue(acquired.get() > 10_000, "acquired " + acquired);
        assertEquals(acquired.get(), closed.get());
        PoolStatus status = pool.status();
        assertEquals(0, status.backlog());
        status.workers().forEach(worker -> assertEquals(0, worker.backlog(), worker.name()));
        status.workers().forEach(worker -> assertEquals(0, worker.oldestRequestMillis(), worker.name()));
    }

    /** What became of a request that waited, as its receiver and its canceller know it. */
    private static final class Told implements Receiver {
        final AtomicInteger grants = new AtomicInteger();
        final AtomicInteger refusals = new AtomicInteger();
        final AtomicInteger cancels = new AtomicInteger();
        private final Queue<Lease> open;

        Told(Queue<Lease> open) {
            this.open = open;
        }

        @Override
        public void granted(Lease lease) {
            grants.incrementAndGet();
            open.add(lease);
        }

        @Override
        public void refused() {
            refusals.incrementAndGet();
        }

        int all() {
            return grants.get() + refusals.get() + cancels.get();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "least-backlog", "resume"})
    void eachRequestThatWaitsIsGrantedOrRefusedOrCancelledOnce(String policy) throws Exception {
        pool.policy(Policies.named(policy));
        pool.capacityPerWorker(3);
        pool.maxWaiting(200);
        Queue<Lease> open = new ConcurrentLinkedQueue<>();
        Queue<Told> requests = new ConcurrentLinkedQueue<>();
        inAllThreads(thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 4_000; i++) {
                changeSomething(random);
                Told told = new Told(open);
                requests.add(told);
                Waiter waiter = pool.await(PoolRequest.of("c" + random.nextInt(20)), told);
                closeOne(open);
                if (random.nextInt(4) == 0 && waiter.cancel()) {
                    told.cancels.incrementAndGet();
                }
                if (random.nextInt(50) == 0) {
                    pool.tick();
                }
            }
        });
        for (int i = 0; i < 5; i++) {
            fixture.serving("w" + i);
            pool.drain("w" + i + ":80", false);
        }
        while (closeOne(open)) {
            // Each that ends may let in one more.
        }
        assertEquals(0, pool.waiting());
        assertEquals(0, pool.status().backlog());
        requests.forEach(told -> assertEquals(1, told.all()));
        assertTrue(requests.stream().anyMatch(told -> told.cancels.get() == 1));
        assertTrue(requests.stream().filter(told -> told.grants.get() == 1).count() > 5_000);
    }

    private static boolean closeOne(Queue<Lease> open) {
        Lease lease = open.poll();
        return lease != null && close(lease) == 1;
    }

    @Test
    void betweenAGrantAndACancelExactlyOneWins() throws Exception {
        pool.capacityPerWorker(1);
        fixture.serving("a");
        int cancelled = 0;
        for (int round = 0; round < 2_000; round++) {
            Lease busy = fixture.acquired("news");
            Queue<Lease> open = new ConcurrentLinkedQueue<>();
            Told told = new Told(open);
            Waiter waiter = pool.await(PoolRequest.of("news"), told);
            Future<?> end = executor.submit(() -> busy.close(Outcome.SUCCEEDED));
            boolean won = waiter.cancel();
            end.get(60, TimeUnit.SECONDS);
            cancelled += won ? 1 : 0;
            assertEquals(won ? 0 : 1, told.grants.get());
            open.forEach(LeaseStressTest::close);
            assertEquals(0, pool.status().backlog());
        }
        assertTrue(cancelled > 0);
    }

    @Test
    void aRequestThatBeginsToWaitWhileTheLastLeaseEndsIsNotForgotten() throws Exception {
        pool.capacityPerWorker(1);
        fixture.serving("a");
        for (int round = 0; round < 2_000; round++) {
            Lease busy = fixture.acquired("news");
            Future<?> end = executor.submit(() -> busy.close(Outcome.SUCCEEDED));
            Queue<Lease> open = new ConcurrentLinkedQueue<>();
            Told told = new Told(open);
            pool.await(PoolRequest.of("news"), told);
            end.get(60, TimeUnit.SECONDS);
            assertEquals(1, told.grants.get());
            open.forEach(LeaseStressTest::close);
        }
    }

    private static int close(Lease lease) {
        int ended = lease.close(Outcome.SUCCEEDED) ? 1 : 0;
        return lease.close(Outcome.FAILED) ? 2 : ended;
    }

    private void changeSomething(Random random) {
        String name = "w" + random.nextInt(5);
        switch (random.nextInt(40)) {
            case 0, 1, 2, 3 -> fixture.serving(name);
            case 4 -> pool.unregister(fixture.registered(name));
            case 5 -> pool.disconnected(fixture.registered(name));
            case 6 -> pool.drain(name + ":80", random.nextBoolean());
            case 7 -> pool.connected(fixture.registered(name), Resume.EMPTY);
            case 8 -> pool.explain("c1");
            case 9 -> assertTrue(pool.status().backlog() >= 0);
            default -> {
                // Most requests come while nothing changes.
            }
        }
    }
}
