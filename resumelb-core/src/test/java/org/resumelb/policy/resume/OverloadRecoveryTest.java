package org.resumelb.policy.resume;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolRequest;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.Receiver;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Report;
import org.resumelb.resume.Resume;

/**
 * A pool whose caches hold just enough keeps up; then more comes for a few seconds than it can serve, classes spread, and every
 * request misses, so that it could not even serve what it served before. It has to find back by itself.
 */
class OverloadRecoveryTest {
    private static final double MILLI = 1e6;
    private static final int WORKERS = 4;
    private static final int THREADS = 4;
    private static final int CLASSES = 40;
    private static final int CACHED = 15;
    private static final int MISS_MILLIS = 30;

    /** What a request takes in the mean if nearly none misses. */
    private static final double MEAN_MILLIS = 14.5;

    private final SplittableRandom random = new SplittableRandom(1);
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Map<Worker, Server> servers = new HashMap<>();
    private long now;
    private long number;
    private double load;
    private boolean reporting;
    private int answered;
    private double answeredMillis;
    private final Pool pool = new Pool(Policies.named("resume"), PoolSettings.DEFAULTS, () -> now);

    /** Something that happens at a time. */
    private record Event(long nanos, long number, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return nanos == other.nanos ? Long.compare(number, other.number) : Long.compare(nanos, other.nanos);
        }
    }

    /** A worker with a few threads and a cache that drops what was used least recently; a class needs one object. */
    private final class Server {
        private final ArrayDeque<Lease> queue = new ArrayDeque<>();
        private final Map<String, Boolean> cache = new LinkedHashMap<>(16, 0.75f, true);
        private int busy;

        void take(Lease lease) {
            queue.add(lease);
            work();
        }

        private void work() {
            while (busy < THREADS && !queue.isEmpty()) {
                Lease lease = queue.remove();
                busy++;
                boolean hit = cache.put(lease.requestClass(), true) != null;
                if (cache.size() > CACHED) {
                    cache.remove(cache.keySet().iterator().next());
                }
                int miss = hit ? 0 : MISS_MILLIS;
                int millis = 10 + random.nextInt(10) + miss;
                later(millis, () -> end(lease, millis, miss));
            }
        }

        private void end(Lease lease, int millis, int miss) {
            busy--;
            work();
            lease.close(Outcome.SUCCEEDED, reporting ? new Report(-1, millis, miss) : Report.NONE);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.2, true", "1.2, false", "2, true", "2, false"})
    void aFewSecondsOfTooMuchAreOverSoon(double overload, boolean reports) {
        reporting = reports;
        pool.maxWaiting(1_024);
        for (int i = 0; i < WORKERS; i++) {
            Worker worker = pool.register(WorkerAddress.parse("http://w" + i + ":80"));
            servers.put(worker, new Server());
            pool.connected(worker, Resume.EMPTY);
        }
        arrive();
        tick();
        load = 0.7;
        pass(60);
        load = overload;
        pass(10);
        load = 0.7;
        pass(40);
        answered = 0;
        answeredMillis = 0;
        pass(20);
        assertTrue(
                answeredMillis / answered < 50, () -> answeredMillis / answered + " ms in the mean: " + pool.status());
    }

    private void later(double millis, Runnable what) {
        events.add(new Event(now + (long) (millis * MILLI), number++, what));
    }

    private void pass(int seconds) {
        long end = now + (long) (seconds * 1_000 * MILLI);
        while (events.element().nanos() < end) {
            Event next = events.remove();
            now = next.nanos();
            next.what().run();
        }
    }

    private void tick() {
        pool.tick();
        later(100, this::tick);
    }

    private void arrive() {
        if (load > 0) {
            request("site" + random.nextInt(CLASSES));
        }
        double perMilli = WORKERS * THREADS * Math.max(load, 0.1) / MEAN_MILLIS;
        later(-Math.log(1 - random.nextDouble()) / perMilli, this::arrive);
    }

    private void request(String requestClass) {
        long sent = now;
        pool.await(PoolRequest.of(requestClass), new Receiver() {
            @Override
            public void granted(Lease lease) {
                answered++;
                answeredMillis += (now - sent) / MILLI + MEAN_MILLIS;
                Objects.requireNonNull(servers.get(lease.worker())).take(lease);
            }

            @Override
            public void refused() {
                // More came than can be served.
            }
        });
    }
}
