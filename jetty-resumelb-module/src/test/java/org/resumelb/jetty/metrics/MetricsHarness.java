package org.resumelb.jetty.metrics;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolObserver;
import org.resumelb.pool.PoolSettings;
import org.resumelb.resume.Resume;

/**
 * What metrics cost: a scrape, by the number of workers, and what is counted of a request. Not a test, since it measures
 * time: run {@code main}, with the numbers of workers as arguments.
 */
public final class MetricsHarness {
    private static final int CLASSES = 500;
    private static final int REQUESTS = 200_000;
    private static final int SCRAPES = 40;

    private MetricsHarness() {}

    /** Prints a line for each number of workers. */
    public static void main(String[] args) {
        for (String workers : args.length == 0 ? new String[] {"10", "100", "1000"} : args) {
            measure(Integer.parseInt(workers));
        }
    }

    private static void measure(int workers) {
        Pool pool = new Pool(Policies.named("least-backlog"), PoolSettings.DEFAULTS, System::nanoTime);
        Metrics metrics = new Metrics(pool, new ScheduledExecutorScheduler("harness", true))
                .with(
                        new Surroundings(worker -> "", Map::of, () -> 0, () -> 0, () -> OptionalInt.of(1), List::of),
                        () -> null);
        for (int i = 0; i < workers; i++) {
            pool.connected(pool.register(WorkerAddress.parse("http://worker" + i + ".example:8080")), Resume.EMPTY);
        }
        request(pool, REQUESTS / 4);
        double observed = request(pool, REQUESTS);
        pool.observer(PoolObserver.NONE);
        request(pool, REQUESTS / 4);
        double alone = request(pool, REQUESTS);
        String text = "";
        double scrape = Double.POSITIVE_INFINITY;
        double sample = Double.POSITIVE_INFINITY;
        double first = 0;
        for (int i = 0; i < SCRAPES; i++) {
            long before = System.nanoTime();
            metrics.observation().sample();
            long between = System.nanoTime();
            text = metrics.text(null);
            long after = System.nanoTime();
            sample = Math.min(sample, (between - before) / 1e6);
            scrape = Math.min(scrape, (after - between) / 1e6);
            first = i == 0 ? (after - between) / 1e6 : first;
        }
        System.out.printf(
                Locale.ROOT,
                "%d workers: a scrape %.1f ms (the first %.1f ms), %d lines, %d KiB; a sample %.2f ms;"
                        + " a request %.0f ns counted, %.0f ns not%n",
                workers,
                scrape,
                first,
                text.lines().count(),
                text.getBytes(StandardCharsets.UTF_8).length / 1024,
                sample,
                observed,
                alone);
    }

    /** Nanoseconds for each request. */
    private static double request(Pool pool, int requests) {
        long before = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            Objects.requireNonNull(pool.acquire("class" + i % CLASSES)).close(Outcome.SUCCEEDED);
        }
        return (System.nanoTime() - before) / (double) requests;
    }
}
