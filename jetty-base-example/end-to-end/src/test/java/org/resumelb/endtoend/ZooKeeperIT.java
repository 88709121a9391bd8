package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resumelb.endtoend.toolkit.Await;
import org.resumelb.endtoend.toolkit.FoundCluster;
import org.resumelb.endtoend.toolkit.FoundWorkerProcess;
import org.resumelb.endtoend.toolkit.Load;
import org.resumelb.endtoend.toolkit.LoadBalancerProcess;
import org.resumelb.endtoend.toolkit.Processes;
import org.resumelb.endtoend.toolkit.RemoteJmx;

/**
 * Two load balancers and workers on any free port meet in ZooKeeper; they come and go under load. Each test begins with
 * the workers that it needs; in this order few have to be started.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ZooKeeperIT {
    @RegisterExtension
    static final Processes PROCESSES = new Processes();

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** So long that whoever is gone much sooner was not found missing by ZooKeeper. */
    private static final int LONG_SESSION_MILLIS = 30_000;

    private static final long SOON_MILLIS = 30_000;
    private static final int WORKERS = 5;
    private static final int UPGRADED = 4;

    /** Longer than sessions last here. */
    private static final Duration ABSENCE =
            Duration.ofMillis(Long.getLong("resumelb.zookeeperAbsence", 2L * FoundCluster.SESSION_TIMEOUT_MILLIS));

    private static FoundCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = new FoundCluster(PROCESSES, 2);
        ensureWorkers(WORKERS);
    }

    @BeforeEach
    void settingsAreTheDefaults() {
        cluster.put("/resumelb", "{}");
    }

    private static void ensureWorkers(int count) {
        while (cluster.workers().size() < count) {
            cluster.startWorker("1", LONG_SESSION_MILLIS);
        }
        cluster.awaitAllServe();
    }

    @Test
    @Order(1)
    void settingsApplyAtOnceOnAllLoadBalancersAndABadOneOnNone() throws Exception {
        LoadBalancerProcess first = cluster.balancers().get(0);
        LoadBalancerProcess second = cluster.balancers().get(1);
        try (RemoteJmx one = first.jmx();
                RemoteJmx other = second.jmx()) {
            List<RemoteJmx> both = List.of(one, other);
            awaitVariance(4.0, both);

            long changed = System.nanoTime();
            cluster.put("/resumelb", "{\"variance\":2.5}");
            awaitVariance(2.5, both);
            assertSoon("both load balancers used another variance", changed);

            cluster.put("/resumelb", "{\"variance\":1.5,\"backlogHistory\":0}");
            for (LoadBalancerProcess balancer : cluster.balancers()) {
                Await.until(
                        "the refusal is logged",
                        LIMIT,
                        () -> balancer.process().log().contains("node /resumelb is refused"));
            }
            for (RemoteJmx jmx : both) {
                assertEquals(2.5, jmx.get("variance"), "nothing of a node with a bad value applies");
                assertEquals(9, jmx.get("backlogHistory"));
            }

            cluster.put("/resumelb", "{}");
            awaitVariance(4.0, both);
        }
    }

    private static void awaitVariance(double variance, List<RemoteJmx> balancers) {
        for (RemoteJmx balancer : balancers) {
            Await.until(
                    "variance " + variance,
                    LIMIT,
                    () -> balancer.get("variance").equals(variance));
        }
    }

    @Test
    @Order(2)
    void aWorkerThatStopsLosesNoRequestAndOneThatIsKilledNoGet() throws Exception {
        ensureWorkers(WORKERS);
        FoundWorkerProcess stopping = cluster.workers().get(0);
        Load mixed = RecordedRequests.mixed(cluster.balancers()).start();
        mixed.awaitMore(300, LIMIT);
        long asked = System.nanoTime();
        stopping.process().beginStop();
        cluster.awaitGone(stopping);
        assertSoon("a worker that stops left both pools", asked);
        cluster.stop(stopping);
        mixed.awaitMore(300, LIMIT);
        assertAllServed(mixed);

        FoundWorkerProcess victim = cluster.workers().get(0);
        Load gets = RecordedRequests.gets(cluster.balancers()).start();
        gets.awaitMore(300, LIMIT);
        long killed = System.nanoTime();
        cluster.kill(victim);
        cluster.awaitGone(victim);
        assertSoon("a worker that was killed left both pools", killed);
        gets.awaitMore(300, LIMIT);
        assertAllServed(gets);
    }

    @Test
    @Order(3)
    void zooKeeperRestartsAndIsAwayAndNoRequestIsLost() throws Exception {
        ensureWorkers(UPGRADED);
        FoundWorkerProcess shortSession = cluster.startWorker("1", FoundCluster.SESSION_TIMEOUT_MILLIS);
        cluster.awaitAllServe();
        Load load = RecordedRequests.mixed(cluster.balancers()).start();
        load.awaitMore(100, LIMIT);
        cluster.zookeeper().kill();
        cluster.zookeeper().start();
        cluster.awaitConnectedToZooKeeper(2);
        load.awaitMore(300, LIMIT);

        cluster.zookeeper().kill();
        long gone = System.nanoTime();
        FoundWorkerProcess newcomer =
                cluster.startWorker("1", LONG_SESSION_MILLIS).awaitStarted();
        Await.until(
                "ZooKeeper was away for " + ABSENCE,
                ABSENCE.plus(LIMIT),
                () -> System.nanoTime() - gone >= ABSENCE.toNanos());
        load.awaitMore(300, LIMIT);
        for (LoadBalancerProcess balancer : cluster.balancers()) {
            Map<String, String> states = FoundCluster.states(balancer);
            assertEquals(cluster.workers().size() - 1, states.size(), "everybody stays, the new one is not known");
            assertEquals("active", states.get(shortSession.name()));
        }

        cluster.zookeeper().start();
        long back = System.nanoTime();
        newcomer.awaitRegistered();
        cluster.awaitAllServe();
        assertWithin(LIMIT.toMillis(), "a new worker served after the return of ZooKeeper", back);
        load.awaitMore(300, LIMIT);
        assertAllServed(load);
        cluster.balancers().forEach(ZooKeeperIT::assertLittleLogged);
    }

    /** A line for each going and coming, and nothing of the client's attempts. */
    private static void assertLittleLogged(LoadBalancerProcess balancer) {
        String log = balancer.process().log();
        assertTrue(log.contains("is away; workers and settings stay as they are"), log);
        // As Jetty's logging abbreviates them, and as stack traces name them.
        for (String theirs : List.of(":oaz.", ":oac", "at org.apache.")) {
            assertFalse(log.contains(theirs), log);
        }
    }

    @Test
    @Order(4)
    void anUpgradeOfWorkerAfterWorkerNeverMixesVersions() throws Exception {
        ensureWorkers(UPGRADED);
        for (FoundWorkerProcess surplus :
                cluster.workers().subList(UPGRADED, cluster.workers().size())) {
            cluster.stop(surplus);
        }
        cluster.put("/resumelb", "{\"singleVersion\":true}");
        awaitVersion("1");
        List<Long> olds = new ArrayList<>();
        RecordedRequests requests = RecordedRequests.mixed(cluster.balancers());
        Load load = requests.start();
        load.awaitMore(100, LIMIT);
        for (FoundWorkerProcess old : cluster.workers()) {
            olds.add(old.process().pid());
            FoundWorkerProcess upgraded =
                    cluster.startWorker("2", LONG_SESSION_MILLIS).awaitRegistered();
            cluster.awaitFound(upgraded);
            load.awaitMore(50, LIMIT);
            cluster.stop(old);
        }
        awaitVersion("2");
        cluster.awaitAllServe();
        load.awaitMore(100, LIMIT);
        assertAllServed(load);
        for (int balancer = 0; balancer < cluster.balancers().size(); balancer++) {
            requests.assertSwitchedOnce(balancer, olds);
        }
    }

    private static void awaitVersion(String version) {
        for (LoadBalancerProcess balancer : cluster.balancers()) {
            Await.until(
                    "version " + version + " serves",
                    LIMIT,
                    () -> balancer.status().get("version").asText().equals(version));
        }
    }

    private static void assertAllServed(Load load) {
        load.stop(LIMIT);
        assertEquals(load.count(), load.count("GET", "200") + load.count("POST", "200"), load::toString);
    }

    private static void assertSoon(String what, long sinceNanos) {
        assertWithin(SOON_MILLIS, what, sinceNanos);
    }

    /** The limits leave room for a busy machine; what was measured is shown. */
    private static void assertWithin(long limitMillis, String what, long sinceNanos) {
        long millis = (System.nanoTime() - sinceNanos) / 1_000_000;
        System.out.println("measured: " + what + " within " + millis + " ms");
        assertTrue(millis < limitMillis, () -> what + " within " + millis + " ms (expected: " + limitMillis + ")");
    }
}
