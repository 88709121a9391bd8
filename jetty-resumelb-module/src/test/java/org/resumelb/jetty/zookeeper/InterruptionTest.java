package org.resumelb.jetty.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.resumelb.zookeeper.ZooKeeperServer.await;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.WorkerState;
import org.resumelb.zookeeper.ZooKeeperServer;

/** What a load balancer under load keeps when its session, or a worker's node, ends and begins anew. */
class InterruptionTest {
    private static final String WORKERS = "/resumelb/workers/providers/";
    /** A node that is back sooner does not end its worker's connection. */
    private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1_800);

    private static final String BALANCERS = "/resumelb/providers/";

    @TempDir
    private Path base;

    private final ZooKeeperServer zookeeper = new ZooKeeperServer();
    private final StubWorker steady = new StubWorker();
    private final StubWorker other = new StubWorker();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private FoundBalancer balancer;

    @SuppressWarnings("NullAway.Init") // As above.
    private Thread load;

    InterruptionTest() throws Exception {}

    @BeforeEach
    void start() throws Exception {
        register(steady);
        register(other);
        balancer = new FoundBalancer(base, zookeeper);
        balancer.awaitServing(steady, other);
        load = new Thread(this::load, "load");
        load.start();
    }

    private void register(StubWorker worker) throws Exception {
        zookeeper.put(WORKERS + worker.name(), "{}");
    }

    private void load() {
        while (running.get()) {
            try {
                failed.addAndGet(balancer.get() == 200 ? 0 : 1);
            } catch (Exception e) {
                failed.incrementAndGet();
            }
            answered.incrementAndGet();
        }
    }

    @AfterEach
    void stop() throws Exception {
        running.set(false);
        load.join();
        balancer.close();
        steady.close();
        other.close();
        zookeeper.close();
    }

    private void awaitMoreAnswers() throws Exception {
        int enough = answered.get() + 20;
        await("20 more answers", () -> answered.get() >= enough);
        assertEquals(0, failed.get());
    }

    @Test
    void whenTheBalancersSessionExpiresItRegistersAgainAndKeepsConnectionsAndBacklogs() throws Exception {
        String node = BALANCERS + balancer.name();
        await("it is registered", () -> zookeeper.has(node));
        long session = session(node);
        Lease lease = Objects.requireNonNull(balancer.balancer().pool().acquire("c"));

        ZooKeeperServer.expire(
                Objects.requireNonNull(balancer.balancer().parts().getBean(SharedTree.class))
                        .client());

        await("it is registered anew", () -> session(node) != session);
        awaitMoreAnswers();
        assertEquals(Set.of(steady.name(), other.name()), balancer.members());
        assertEquals(1, steady.streams(), "it was connected once");
        assertEquals(1, other.streams(), "it was connected once");
        assertTrue(lease.close(Outcome.SUCCEEDED), "the lease was open all the time");
        try (StubWorker newcomer = new StubWorker()) {
            register(newcomer);
            balancer.awaitServing(steady, other, newcomer);
        }
    }

    private long session(String node) throws Exception {
        Stat stat = new Stat();
        zookeeper.client().getData().storingStatIn(stat).forPath(node);
        return stat.getEphemeralOwner();
    }

    @Test
    void aNodeThatFlapsCostsNoRequestAndNoSecondConnection() throws Exception {
        Lease lease = Objects.requireNonNull(balancer.balancer().pool().acquire("c"));
        int slow = 0;
        for (int i = 0; i < 3; i++) {
            long gone = System.nanoTime();
            zookeeper.delete(WORKERS + other.name());
            await("it gets nothing", () -> balancer.balancer().getServingWorkers() == 1);
            register(other);
            balancer.awaitServing(steady, other);
            slow += System.nanoTime() - gone < QUICK_NANOS ? 0 : 1;
            awaitMoreAnswers();
        }
        // On a busy machine the node may be back too late.
        assertTrue(other.streams() <= 1 + slow, () -> other.streams() + " streams (expected: 1)");
        assertTrue(lease.close(Outcome.SUCCEEDED), "the lease was open all the time");
    }

    @Test
    void aDrainedWorkerIsDrainedStillWhenItsNodeComesBack() throws Exception {
        balancer.balancer().drain(other.name());
        zookeeper.delete(WORKERS + other.name());
        await("it is given up", () -> balancer.members().equals(Set.of(steady.name())));
        register(other);
        await("it is connected, and drained", () -> other.streams() == 2 && isDraining(other));
        awaitMoreAnswers();
        assertTrue(isDraining(other));
        balancer.balancer().undrain(other.name());
        balancer.awaitServing(steady, other);
    }

    private boolean isDraining(StubWorker worker) {
        return balancer.balancer().pool().status().workers().stream()
                .anyMatch(status -> status.name().equals(worker.name()) && status.state() == WorkerState.DRAINING);
    }
}
