package org.resumelb.jetty.siege;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.testing.Await;
import org.resumelb.jetty.testing.CapturedLog;

/**
 * All attacks at once, and workers that lie, while good clients are served. Short as part of the build; the system property
 * {@code resumelb.siege.seconds} makes it long, and has the times judged as well, for which the machine must be idle.
 */
@Timeout(7_200)
class SiegeTest {
    private static final int STEADY_WORKERS = 3;
    private static final int SHORT_SECONDS = 10;
    private static final int PEACE_SECONDS = 4;
    private static final int ROUND_SECONDS = 60;
    private static final int MAX_LOG_BYTES = 1_000_000;
    private static final long MAX_GROWTH_BYTES = 32L << 20;
    private static final double CLOCK_MILLIS = 2;

    private final int seconds = Integer.getInteger("resumelb.siege.seconds", SHORT_SECONDS);
    private final List<AutoCloseable> workers = new ArrayList<>();

    @TempDir
    Path base;

    @Test
    void goodClientsAreServedWhateverTheOthersDo() throws Exception {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < STEADY_WORKERS; i++) {
            SteadyWorker worker = new SteadyWorker();
            workers.add(worker);
            urls.add(worker.url() + (i == 0 ? ";protocol=h2c" : ""));
        }
        LyingWorker liar = new LyingWorker();
        workers.add(liar);
        urls.add(liar.url());
        try (CapturedLog log = new CapturedLog();
                Besieged besieged = new Besieged(base, String.join(",", urls))) {
            Await.untilTrue("workers serve", () -> besieged.balancer().getServingWorkers() >= STEADY_WORKERS);
            besiege(besieged, log);
        } finally {
            for (AutoCloseable worker : workers) {
                worker.close();
            }
        }
    }

    private void besiege(Besieged besieged, CapturedLog log) throws Exception {
        GoodClients alone = new GoodClients(besieged.port());
        GoodClients under = new GoodClients(besieged.port());
        alone.run(after(PEACE_SECONDS));
        alone.forgetTimes();
        long heapBefore = heapBytes();
        int logBefore = log.bytes();
        // In turn, so that whatever else the machine has to do is in both.
        for (int left = seconds; left > 0; left -= ROUND_SECONDS) {
            int present = left;
            alone.run(after(PEACE_SECONDS));
            attackWhile(besieged, () -> under.run(after(Math.min(present, ROUND_SECONDS))));
            Await.until(
                    0,
                    () -> besieged.balancer().getBacklog() + besieged.balancer().getWaiting());
        }
        double p99AloneMillis = alone.p99Millis();
        double p99UnderMillis = under.p99Millis();
        int answers = under.answers();
        alone.forgetTimes();
        under.forgetTimes();
        long growth = heapBytes() - heapBefore;
        int logged = log.bytes() - logBefore;
        System.out.printf(
                "siege of %d s: %d good answers, p99 %.1f ms alone and %.1f ms under it, heap %d KiB before and %+d KiB,"
                        + " log %d bytes, %d ejections%n",
                seconds,
                answers,
                p99AloneMillis,
                p99UnderMillis,
                heapBefore >> 10,
                growth >> 10,
                logged,
                besieged.balancer().getEjections());
        assertEquals(List.of(), alone.failures());
        assertEquals(List.of(), under.failures());
        assertTrue(growth < MAX_GROWTH_BYTES, growth + " bytes of heap more");
        assertTrue(logged < MAX_LOG_BYTES, logged + " bytes of log");
        assertTrue(
                seconds == SHORT_SECONDS || p99UnderMillis <= 2 * p99AloneMillis + CLOCK_MILLIS,
                p99UnderMillis + " ms, " + p99AloneMillis + " alone");
    }

    /** What goes on meanwhile. */
    private interface Life {
        void live() throws Exception;
    }

    private static void attackWhile(Besieged besieged, Life life) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> attackers = new ArrayList<>();
        Attacks.all().forEach((name, attack) -> attackers.add(attack.thread(name, besieged.port(), over::get)));
        attackers.forEach(Thread::start);
        try {
            life.live();
        } finally {
            over.set(true);
            for (Thread attacker : attackers) {
                attacker.join();
            }
        }
    }

    private static BooleanSupplier after(int seconds) {
        long start = System.nanoTime();
        return () -> System.nanoTime() - start > TimeUnit.SECONDS.toNanos(seconds);
    }

    private static long heapBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
