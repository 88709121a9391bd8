package org.resumelb.jetty.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.resumelb.zookeeper.ZooKeeperServer.await;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.jetty.testing.CapturedLog;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.WorkerState;
import org.resumelb.zookeeper.ZooKeeperServer;

class ZooKeeperDiscoveryTest {
    private static final String FOLDER = "/resumelb/workers/providers";
    private static final String WORKERS = FOLDER + "/";
    private static final String NAME = "zookeeper.address=lb.example:80";
    private static final String LISTED = "/resumelb/providers/lb.example:80";

    @TempDir
    private Path base;

    private static void register(ZooKeeperServer zookeeper, StubWorker worker) throws Exception {
        zookeeper.put(WORKERS + worker.name(), "{\"pid\":1,\"version\":\"1\",\"context\":\"/\"}");
    }

    @Test
    void workersComeAndGoWithTheirNodes() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer();
                StubWorker first = new StubWorker();
                StubWorker second = new StubWorker();
                FoundBalancer balancer = new FoundBalancer(base, zookeeper)) {
            register(zookeeper, first);
            balancer.awaitServing(first);
            register(zookeeper, second);
            balancer.awaitServing(first, second);
            zookeeper.delete(WORKERS + first.name());
            await("the first gets nothing", () -> balancer.balancer().getServingWorkers() == 1);
            balancer.awaitServing(second);
        }
    }

    @Test
    void withoutZooKeeperStaticWorkersServeAtOnceAndOthersAreFoundLater() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer();
                StubWorker fixed = new StubWorker();
                StubWorker found = new StubWorker()) {
            register(zookeeper, found);
            zookeeper.stop();
            try (FoundBalancer balancer = new FoundBalancer(base, zookeeper, "workers=http://" + fixed.name())) {
                balancer.awaitServing(fixed);
                assertEquals(200, balancer.get());
                zookeeper.restart();
                balancer.awaitServing(fixed, found);
            }
        }
    }

    @Test
    void aBalancerThatStartsWhileZooKeeperIsAwayKnowsTheWorkersOfItsLastRun() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer();
                StubWorker worker = new StubWorker()) {
            register(zookeeper, worker);
            try (FoundBalancer first = new FoundBalancer(base, zookeeper)) {
                first.awaitServing(worker);
            }
            zookeeper.stop();
            try (FoundBalancer second = new FoundBalancer(base, zookeeper)) {
                second.awaitServing(worker);
                assertEquals(200, second.get());
            }
        }
    }

    @Test
    void whileZooKeeperIsAwayEverybodyStaysAndNoRequestFails() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer();
                StubWorker worker = new StubWorker();
                StubWorker late = new StubWorker();
                FoundBalancer balancer = new FoundBalancer(base, zookeeper)) {
            register(zookeeper, worker);
            balancer.awaitServing(worker);
            AtomicBoolean running = new AtomicBoolean(true);
            AtomicInteger failed = new AtomicInteger();
            Thread load = new Thread(() -> {
                while (running.get()) {
                    try {
                        failed.addAndGet(balancer.get() == 200 ? 0 : 1);
                    } catch (Exception e) {
                        failed.incrementAndGet();
                    }
                }
            });
            load.start();
            zookeeper.stop();
            // Longer than it takes the client to notice.
            for (int i = 0; i < 300; i++) {
                assertEquals(200, balancer.get());
            }
            assertEquals(Set.of(worker.name()), balancer.members());
            zookeeper.restart();
            register(zookeeper, late);
            balancer.awaitServing(worker, late);
            running.set(false);
            load.join();
            assertEquals(0, failed.get());
        }
    }

    @Test
    void aFlappingNodeMakesNoSecondConnectionAndLosesNoBacklog() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer();
                StubWorker worker = new StubWorker();
                FoundBalancer balancer = new FoundBalancer(base, zookeeper)) {
            register(zookeeper, worker);
            balancer.awaitServing(worker);
            var pool = balancer.balancer().pool();
            var lease = pool.acquire("c");
            assertTrue(lease != null);
            int slow = 0;
            for (int i = 0; i < 3; i++) {
                long gone = System.nanoTime();
                zookeeper.delete(WORKERS + worker.name());
                await("the worker gets nothing", () -> pool.servingWorkers() == 0);
                assertEquals(
                        WorkerState.DRAINING, pool.status().workers().get(0).state());
                register(zookeeper, worker);
                balancer.awaitServing(worker);
                // On a busy machine the node may be back too late.
                slow += System.nanoTime() - gone < 1_800_000_000L ? 0 : 1;
            }
            assertEquals(1, pool.status().backlog());
            assertEquals(1, pool.status().workers().get(0).backlog());
            assertEquals(1, pool.status().workers().get(0).skills());
            assertTrue(worker.streams() <= 1 + slow, worker.streams() + " streams (expected: 1)");
            assertTrue(lease.close(Outcome.SUCCEEDED));
            assertEquals(0, pool.status().backlog());
        }
    }

    @Test
    void whenZooKeeperReturnsEmptyWorkersAreKeptUntilTheyHadTimeToRegister() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer();
                StubWorker worker = new StubWorker()) {
            var session = zookeeper.access().client();
            session.start();
            session.create()
                    .creatingParentsIfNeeded()
                    .withMode(CreateMode.EPHEMERAL)
                    .forPath(WORKERS + worker.name(), new byte[0]);
            try (FoundBalancer balancer = new FoundBalancer(base, zookeeper)) {
                balancer.awaitServing(worker);
                zookeeper.stop();
                session.close();
                zookeeper.restart();
                await("the session is expired", () -> !zookeeper.has(WORKERS + worker.name()));
                assertEquals(200, balancer.get());
                register(zookeeper, worker);
                balancer.awaitServing(worker);
                assertEquals(1, worker.streams(), "it was connected once");
            }
        }
    }

    @Test
    void aNodeThatCannotBeReadIsSkippedAndTheOthersAreNot() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer();
                StubWorker worker = new StubWorker();
                FoundBalancer balancer = new FoundBalancer(base, zookeeper)) {
            zookeeper.put(WORKERS + "nonsense", "{}");
            zookeeper.put(WORKERS + "127.0.0.1:http", "{}");
            zookeeper.put(WORKERS + "127.0.0.1:1", "{\"version\":");
            zookeeper.put(WORKERS + "127.0.0.1:2", "{\"scheme\":\"gopher\"}");
            register(zookeeper, worker);
            balancer.awaitServing(worker);
        }
    }

    @Test
    void aContextThatIsStoppedAndStartedAgainFindsWorkersSettingsAndItsOwnNameAgain() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer();
                StubWorker worker = new StubWorker();
                StubWorker late = new StubWorker();
                FoundBalancer balancer = new FoundBalancer(base, zookeeper)) {
            register(zookeeper, worker);
            balancer.awaitServing(worker);
            for (int i = 0; i < 2; i++) {
                balancer.restartContext();
                balancer.awaitServing(worker);
                assertEquals(200, balancer.get());
                await("it is listed again", () -> zookeeper.has("/resumelb/providers/" + balancer.name()));
                zookeeper.put("/resumelb", "{\"variance\":" + (i + 2) + "}");
                double variance = i + 2;
                await("settings arrive", () -> balancer.balancer().getVariance() == variance);
            }
            register(zookeeper, late);
            balancer.awaitServing(worker, late);
        }
    }

    @Test
    void settingsThatChangeWhileAContextIsStoppedAreInForceOnceItIsStartedAgain() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer();
                FoundBalancer balancer = new FoundBalancer(base, zookeeper)) {
            zookeeper.put("/resumelb", "{\"variance\":2}");
            await("it is set", () -> balancer.balancer().getVariance() == 2);
            balancer.context().stop();
            zookeeper.put("/resumelb", "{}");
            balancer.context().start();
            await("the default is back", () -> balancer.balancer().getVariance() == 4);
        }
    }

    @Test
    void twoBalancersOfOneNameServeOnAndWriteNothingAndTheLogSaysOnceWhoHoldsIt() throws Exception {
        try (CapturedLog log = new CapturedLog();
                ZooKeeperServer zookeeper = new ZooKeeperServer();
                StubWorker worker = new StubWorker();
                FoundBalancer first = new FoundBalancer(base.resolve("1"), zookeeper, NAME)) {
            register(zookeeper, worker);
            first.awaitServing(worker);
            await("the first is listed", () -> zookeeper.has(LISTED));
            try (FoundBalancer second = new FoundBalancer(base.resolve("2"), zookeeper, NAME)) {
                second.awaitServing(worker);
                await("it is told", () -> log.linesWith(LISTED + " is held by").size() == 1);
                long before = zookeeper.transactions();
                for (int i = 0; i < 200; i++) {
                    assertEquals(200, first.get());
                    assertEquals(200, second.get());
                }
                assertEquals(before, zookeeper.transactions());
                String line = log.linesWith(LISTED + " is held by").get(0);
                assertTrue(line.contains("pid " + ProcessHandle.current().pid()), line);
                assertEquals(1, log.linesWith(LISTED + " is held by").size());
            }
            await("the first is listed again", () -> zookeeper.has(LISTED));
        }
    }

    @Test
    void workersOfANodeThatMayNotBeReadStayAndItIsToldOnceAndAgainWhenItCan() throws Exception {
        try (CapturedLog log = new CapturedLog();
                ZooKeeperServer zookeeper = new ZooKeeperServer();
                StubWorker known = new StubWorker();
                StubWorker late = new StubWorker()) {
            register(zookeeper, known);
            try (FoundBalancer balancer = new FoundBalancer(base, zookeeper)) {
                balancer.awaitServing(known);
                assertEquals("ok", balancer.balancer().discovery().word());
            }
            zookeeper.protect(FOLDER);
            try (FoundBalancer balancer = new FoundBalancer(base, zookeeper)) {
                await(
                        "it is said",
                        () -> balancer.balancer()
                                .discovery()
                                .equals(new DiscoveryState("unreadable", "no permission to read " + FOLDER)));
                assertTrue(balancer.balancer().status().contains("\"discovery\":{\"state\":\"unreadable\""));
                balancer.awaitServing(known);
                assertEquals(200, balancer.get());
                zookeeper.unprotect(FOLDER);
                register(zookeeper, late);
                balancer.awaitServing(known, late);
                await("all is well", () -> balancer.balancer().discovery().equals(DiscoveryState.OK));
                assertEquals(
                        1, log.linesWith("[" + FOLDER + "] may not be read").size());
            }
        }
    }

    @Test
    void settingsOfANodeThatMayNotBeReadStayAsTheyAre() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer();
                StubWorker fixed = new StubWorker()) {
            zookeeper.put("/resumelb", "{\"variance\":2}");
            zookeeper.protect("/resumelb");
            try (FoundBalancer balancer = new FoundBalancer(base, zookeeper, "workers=http://" + fixed.name())) {
                await("it is said", () -> balancer.balancer().discovery().word().equals("unreadable"));
                balancer.awaitServing(fixed);
                assertEquals(4, balancer.balancer().getVariance());
                zookeeper.unprotect("/resumelb");
                await("it is read", () -> balancer.balancer().getVariance() == 2);
            }
        }
    }
}
