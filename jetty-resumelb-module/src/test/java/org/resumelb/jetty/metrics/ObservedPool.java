package org.resumelb.jetty.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.jetty.testing.ManualScheduler;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Resume;

/** A pool with its metrics; time passes when a test says so. */
final class ObservedPool {
    final AtomicLong nanos = new AtomicLong(1);
    final ManualScheduler scheduler = new ManualScheduler();
    final Pool pool = new Pool(Policies.named("classic"), PoolSettings.DEFAULTS, nanos::get);
    final Metrics metrics =
            new Metrics(pool, scheduler, new Observation.Clocks(() -> nanos.get() / 1_000_000, nanos::get));

    ObservedPool() {
        metrics.with(
                new Surroundings(
                        worker -> worker.equals("mute:1") ? "404" : "",
                        () -> Map.of("lost", 3L, "unsent", 0L),
                        () -> 2,
                        () -> 5,
                        () -> OptionalInt.of(1),
                        () -> List.of(new ConditionLevel("worker-left-out", "left:1", 1))),
                () -> null);
    }

    Observation observation() {
        return metrics.observation();
    }

    Worker serving(String address, String... classes) {
        Worker worker = pool.register(WorkerAddress.parse("http://" + address));
        Map<String, Double> scores = new HashMap<>();
        for (String each : classes) {
            scores.put(each, 1.0);
        }
        pool.connected(worker, Resume.ofScores(scores));
        return worker;
    }

    Lease acquired(String requestClass) {
        return Objects.requireNonNull(pool.acquire(requestClass));
    }

    void pass(long millis) {
        nanos.addAndGet(millis * 1_000_000);
        scheduler.advance(millis);
    }
}
