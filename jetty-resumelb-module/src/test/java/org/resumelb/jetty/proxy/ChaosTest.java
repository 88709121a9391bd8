package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.proxy.ChaosVerdicts.Verdict;
import org.resumelb.jetty.proxy.ChaosWorker.Deed;
import org.resumelb.jetty.testing.Await;
import org.resumelb.jetty.testing.CapturedLog;

/**
 * Workers and clients that do everything wrong, and one worker that does not. Short as part of the build; system
 * properties {@code resumelb.chaos.requests} and {@code resumelb.chaos.seed} make it long, and another.
 */
@Timeout(3_600)
class ChaosTest {
    /** Of several thousand answers. */
    private static final int CLIENTS = 16;

    private static final int HTTP2_CLIENTS = 5;
    private static final int BAD_WORKERS = 3;
    private static final int BAD_HTTP2_WORKERS = 2;

    private final int requests = Integer.getInteger("resumelb.chaos.requests", 8_000);
    private final long seed = Long.getLong("resumelb.chaos.seed", 1);
    private final Map<String, Set<Deed>> ledger = new ConcurrentHashMap<>();
    private final List<ChaosWorker> workers = new ArrayList<>();
    private final Set<Thread> threadsBefore =
            Set.copyOf(Thread.getAllStackTraces().keySet());
    private final ArrayByteBufferPool.Tracking buffers = new ArrayByteBufferPool.Tracking();

    @TempDir
    Path base;

    @Test
    void whateverGoesWrongNothingIsLostAndNothingLeaks() throws Exception {
        workers.add(new ChaosHttp1Worker(seed, 0, ledger));
        for (int i = 1; i <= BAD_WORKERS; i++) {
            workers.add(new ChaosHttp1Worker(seed + i, 60, ledger));
        }
        for (int i = 1; i <= BAD_HTTP2_WORKERS; i++) {
            workers.add(new ChaosHttp2Worker(seed + BAD_WORKERS + i, 60, ledger));
        }
        String urls = workers.stream().map(ChaosWorker::url).collect(Collectors.joining(","));
        String[] properties = {"idleTimeout=10000", "maxRetries=9", "ejection.baseTime=200", "maxConnectionsPerWorker=8"
        };
        TestBalancer balancer = new TestBalancer(base, buffers, urls, properties);
        try (balancer;
                CapturedLog log = new CapturedLog()) {
            balancer.awaitServing(workers.size());
            Map<Verdict, Integer> verdicts = run(balancer);
            System.out.printf(
                    "chaos, seed %d: %s, %d retries, %d ejections, %d lethal%n",
                    seed,
                    verdicts,
                    balancer.context().retryBudget().retries(),
                    balancer.balancer().getEjections(),
                    balancer.balancer().getLethalRequests());
            judge(balancer, verdicts);
            rest(balancer);
            assertEquals(List.of(), log.linesWith("Exception while notifying"), "events that were not dealt with");
        } finally {
            for (ChaosWorker worker : workers) {
                worker.close();
            }
        }
        Await.until(List.of(), this::newThreads);
    }

    private Map<Verdict, Integer> run(TestBalancer balancer) throws Exception {
        List<ChaosVerdicts> clients = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            ChaosVerdicts own = new ChaosVerdicts(ledger);
            long clientSeed = seed * 1_000 + i;
            Runnable client = i < HTTP2_CLIENTS
                    ? new ChaosHttp2Client("c" + i, clientSeed, balancer.port(), requests / CLIENTS, own)
                    : new ChaosClient("c" + i, clientSeed, balancer.port(), requests / CLIENTS, own);
            clients.add(own);
            running.add(new Thread(client, "chaos-client-" + i));
        }
        running.forEach(Thread::start);
        Random random = new Random(seed);
        while (running.stream().anyMatch(Thread::isAlive)) {
            running.get(random.nextInt(CLIENTS)).join(300);
            workers.get(1 + random.nextInt(BAD_WORKERS + BAD_HTTP2_WORKERS)).restart();
        }
        Map<Verdict, Integer> all = new EnumMap<>(Verdict.class);
        clients.forEach(client -> client.counts().forEach((verdict, count) -> all.merge(verdict, count, Integer::sum)));
        clients.forEach(client -> client.complaints().forEach(System.out::println));
        return all;
    }

    private void judge(TestBalancer balancer, Map<Verdict, Integer> verdicts) {
        assertEquals(0, verdicts.getOrDefault(Verdict.WRONG, 0), "answers that nothing explains");
        int lostTwice = verdicts.getOrDefault(Verdict.LOST_TWICE, 0);
        long lethal = balancer.balancer().getLethalRequests();
        assertTrue(lostTwice <= lethal, lostTwice + " answers of 502, " + lethal + " requests that lost two workers");
        assertTrue(lethal < requests / 100, lethal + " requests that lost two workers");
        long retries = balancer.context().retryBudget().retries();
        assertTrue(retries > 0 && retries <= 0.2 * requests + RetryBudget.CAPACITY, retries + " retries");
        assertTrue(verdicts.getOrDefault(Verdict.SERVED, 0) > 0.8 * requests, verdicts::toString);
        assertTrue(verdicts.getOrDefault(Verdict.EXPLAINED, 0) > 0, verdicts::toString);
    }

    private void rest(TestBalancer balancer) {
        balancer.awaitRest();
        Await.until(0, () -> balancer.balancer().getWaiting());
        balancer.awaitConnected(0);
        Await.until(0, () -> balancer.context().workers().busyConnections());
        Await.until(
                0,
                () -> balancer.context().client().getDestinations().stream()
                        .mapToInt(ChaosTest::active)
                        .sum());
        try {
            Await.untilTrue("no buffer is held", this::holdsNoBuffer);
        } catch (AssertionError e) {
            System.out.println(buffers.dumpLeaks());
            throw e;
        }
    }

    private boolean holdsNoBuffer() {
        String leaks = buffers.dumpLeaks();
        int acquired = count(leaks, "Throwable: Acquired");
        int retained = count(leaks, "Throwable: Retained") - count(leaks, "Throwable: Released");
        return acquired == 0 && retained <= 0;
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    private static int active(Destination destination) {
        return destination.getConnectionPool() instanceof AbstractConnectionPool pool
                ? pool.getActiveConnectionCount()
                : 0;
    }

    /** The threads that came with this test; those of tests before it may still be about to end. */
    private List<String> newThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.startsWith("resumelb-") || name.startsWith("chaos-"))
                .toList();
    }
}
