package org.resumelb.policy.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.resume.Report;
import org.resumelb.resume.Resume;

/** Requests that stay open for long, as those that wait for news and tunnels do, and quick ones among them. */
class LongRequestsTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private long now;
    private final Pool pool = new Pool(Policies.named("resume"), PoolSettings.DEFAULTS, () -> now);

    @Test
    void openTunnelsKeepNobodyFromHome() {
        join(2);
        Map<String, String> homes = homes(10);
        for (int i = 0; i < 200; i++) {
            open("chat").detach();
            pass(SECOND);
        }
        homes.forEach((name, home) -> assertEquals(home, serve(name, 10), name));
        assertEquals(200, pool.status().backlog());
    }

    @Test
    void aTunnelThatEndsIsCountedOnce() {
        join(1);
        serve("chat", 10);
        Lease tunnel = open("chat");
        Assignment assignment = (Assignment) tunnel.choice();
        tunnel.detach();
        assertEquals(0, assignment.queue.open());
        assertEquals(0, assignment.state.open());
        tunnel.close(Outcome.SUCCEEDED);
        assertEquals(0, assignment.queue.open());
        assertEquals(0, assignment.state.open());
        assertEquals(0, pool.status().backlog());
    }

    @Test
    void pollsThatOverlapAreNotTakenForOneThatNeverEnds() {
        join(2);
        serve("poll", 10);
        ArrayDeque<Lease> polls = new ArrayDeque<>();
        for (int i = 0; i < 600; i++) {
            polls.add(open("poll"));
            if (polls.size() > 5) {
                polls.remove().close(Outcome.SUCCEEDED);
            }
            pass(SECOND);
        }
        double expected = expectedMillis("poll");
        assertTrue(expected < 6_000, "each takes 5 s, but expected are " + expected + " ms");
    }

    @Test
    void quickPagesOfASiteAreNotTakenForItsStreamOfNews() {
        join(2);
        serve("site", 10);
        Lease news = open("site");
        for (int i = 0; i < 600; i++) {
            serve("site", 10);
            pass(SECOND);
        }
        double expected = expectedMillis("site");
        assertTrue(expected < 100, "each takes 10 ms, but expected are " + expected + " ms");
        news.close(Outcome.SUCCEEDED);
    }

    @Test
    void aClassOfWhichNothingIsAnsweredIsExpectedToTakeLong() {
        join(2);
        serve("site", 10);
        Lease lost = open("site");
        pass(5 * SECOND);
        assertEquals(5_000, expectedMillis("site"), 1);
        lost.close(Outcome.ABORTED);
        assertTrue(expectedMillis("site") < 100);
    }

    @Test
    void streamsOfNewsDriveNobodyFromHome() {
        join(4);
        Map<String, String> homes = homes(20);
        ArrayDeque<Lease> streams = new ArrayDeque<>();
        Map<String, Integer> served = new HashMap<>();
        int away = 0;
        int all = 0;
        for (int i = 0; i < 600; i++) {
            streams.add(open("news"));
            if (streams.size() > 120) {
                streams.remove().close(Outcome.SUCCEEDED);
            }
            for (Map.Entry<String, String> home : homes.entrySet()) {
                String worker = serve(home.getKey(), 10);
                away += worker.equals(home.setValue(worker)) ? 0 : 1;
                served.merge(worker, 1, Integer::sum);
                all++;
            }
            pass(SECOND / 4);
        }
        assertTrue(away < all / 20, away + " of " + all + " requests not where the one before of their class went");
        assertEquals(4, served.size());
        for (int each : served.values()) {
            assertTrue(each > all / 20, "nobody is left out: " + served);
        }
    }

    @Test
    void aNewWorkerWhoseFirstRequestsLastLearnsOthersMeanwhile() {
        join(2);
        homes(40);
        pool.connected(pool.register(WorkerAddress.parse("http://new:80")), Resume.EMPTY);
        List<Lease> lasting = new ArrayList<>();
        for (int i = 0; lasting.size() < 2; i++) {
            Lease lease = open("news" + i);
            if (lease.worker().name().startsWith("new")) {
                lasting.add(lease);
            } else {
                now += 10 * MILLI;
                lease.close(Outcome.SUCCEEDED);
            }
        }
        pass(3 * SECOND);
        int served = 0;
        for (int i = 0; i < 400; i++) {
            served += serve("site" + i % 40, 10).startsWith("new") ? 1 : 0;
            pass(SECOND / 10);
        }
        assertTrue(served > 40, served + " of 400 requests");
        lasting.forEach(lease -> lease.close(Outcome.SUCCEEDED));
    }

    @Test
    void whoAnswersNothingIsNotTakenForIdle() {
        join(2);
        String home = serve("a", 10);
        List<Lease> lost = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            lost.add(open("a"));
        }
        double before = cost("b", home);
        pass(5 * SECOND);
        assertEquals(before, cost("b", home), before / 2, "the work of " + lost.size() + " requests");
    }

    @Test
    void aWorkerThatTookNoTimeAtFirstIsNotTakenForSlowEverAfter() {
        join(1);
        for (int i = 0; i < 100; i++) {
            open("a").close(Outcome.SUCCEEDED, new Report(-1, 0, 0));
        }
        Lease stuck = open("a");
        Assignment assignment = (Assignment) stuck.choice();
        pass(5 * SECOND);
        for (int i = 0; i < 100; i++) {
            serve("a", 200);
        }
        assertEquals(0, assignment.queue.occupied(assignment.replica()), "all others take the usual time");
    }

    @Test
    void requestsThatKeepAWorkerBusyForLongCountWhereTheySlowOthersDown() {
        assertTrue(costBesideLongOnes(10) < 100, "like a stream, it takes nothing from others");
        assertTrue(costBesideLongOnes(4_000) > 2_000, "others wait for them: " + costBesideLongOnes(4_000));
    }

    /** What a quick request costs at the worker of three long ones, beside which quick ones have taken so long. */
    private double costBesideLongOnes(long quickMillis) {
        Pool own = new Pool(Policies.named("resume"), PoolSettings.DEFAULTS, () -> now);
        own.connected(own.register(WorkerAddress.parse("http://w0:80")), Resume.EMPTY);
        for (int i = 0; i < 10; i++) {
            serve(own, "quick", 10);
            serve(own, "report", 10_000);
        }
        for (int i = 0; i < 100; i++) {
            serve(own, "quick", 10);
        }
        serve(own, "quick", quickMillis);
        serve(own, "quick", quickMillis);
        for (int i = 0; i < 3; i++) {
            Objects.requireNonNull(own.acquire("report"));
        }
        now += 3 * SECOND;
        own.tick();
        return own.explain("quick").candidates().get(0).score();
    }

    private void serve(Pool served, String name, long millis) {
        Lease lease = Objects.requireNonNull(served.acquire(name));
        now += millis * MILLI;
        lease.close(Outcome.SUCCEEDED);
    }

    private double expectedMillis(String name) {
        Lease probe = open(name);
        probe.close(Outcome.ABORTED);
        return ((Assignment) probe.choice()).expectedMillis();
    }

    private double cost(String name, String worker) {
        return pool.explain(name).candidates().stream()
                .filter(candidate -> candidate.worker().equals(worker))
                .findFirst()
                .orElseThrow()
                .score();
    }

    /** Serves some classes, and returns where. */
    private Map<String, String> homes(int classes) {
        Map<String, String> homes = new HashMap<>();
        for (int i = 0; i < 20 * classes; i++) {
            boolean first = i < classes;
            homes.put("site" + i % classes, serve("site" + i % classes, first ? 60 : 10));
        }
        return homes;
    }

    private void pass(long nanos) {
        now += nanos;
        pool.tick();
    }

    private Lease open(String name) {
        return Objects.requireNonNull(pool.acquire(name), name);
    }

    private String serve(String name, long millis) {
        Lease lease = open(name);
        now += millis * MILLI;
        lease.close(Outcome.SUCCEEDED);
        return lease.worker().name();
    }

    private void join(int count) {
        for (int i = 0; i < count; i++) {
            pool.connected(pool.register(WorkerAddress.parse("http://w" + i + ":80")), Resume.EMPTY);
        }
    }
}
