package org.resumelb.jetty.classes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.PoolObserver;

/**
 * Counts how much of each class's work each worker does. Counting is thread-safe and takes no lock. However many
 * classes clients make up, only a few thousand are counted, and only those with the most work are kept: each {@link
 * #roll} forgets the others.
 */
public final class ClassWork implements PoolObserver {
    private static final int MOST_COUNTED = 4096;
    private static final int MOST_KEPT = 1024;

    /** A longer time, such as that of a WebSocket connection, says nothing about the work done. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Below this rate in requests/second, nothing is left to show. */
    private static final double FORGOTTEN = 1e-4;

    private final Map<String, Map<String, Meter>> classes = new ConcurrentHashMap<>();
    private final LongSupplier nanoClock;

    /** Guarded by this. */
    private long rolledNanos;

    public ClassWork(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        rolledNanos = nanoClock.getAsLong();
    }

    @Override
    public void ended(Lease lease, Outcome outcome, long nanos) {
        if (outcome != Outcome.ABORTED) {
            ended(lease.requestClass(), lease.worker().name(), Math.min(nanos, LONGEST_NANOS));
        }
    }

    /** A request of a class ended after this time at a worker. */
    void ended(String requestClass, String worker, long nanos) {
        Map<String, Meter> workers = classes.get(requestClass);
        if (workers == null) {
            if (classes.size() >= MOST_COUNTED) {
                return;
            }
            workers = classes.computeIfAbsent(requestClass, absent -> new ConcurrentHashMap<>());
        }
        Meter meter = workers.get(worker);
        if (meter == null) {
            meter = workers.computeIfAbsent(worker, absent -> new Meter());
        }
        meter.count(nanos);
    }

    /** Time has passed: updates all rates. */
    public synchronized void roll() {
        long now = nanoClock.getAsLong();
        double seconds = (now - rolledNanos) / 1e9;
        if (seconds <= 0) {
            return;
        }
        rolledNanos = now;
        for (Map<String, Meter> workers : classes.values()) {
            workers.values().forEach(meter -> meter.roll(seconds));
            workers.values().removeIf(meter -> meter.perSecond() < FORGOTTEN);
        }
        classes.values().removeIf(Map::isEmpty);
        if (classes.size() > MOST_KEPT) {
            List<ClassTraffic> all = all();
            all.subList(MOST_KEPT, all.size()).forEach(each -> classes.remove(each.requestClass()));
        }
    }

    /** All classes that are counted, most work first. */
    public synchronized List<ClassTraffic> all() {
        List<ClassTraffic> all = new ArrayList<>();
        classes.forEach((name, workers) -> {
            List<ClassTraffic.Part> parts = new ArrayList<>();
            workers.forEach(
                    (worker, meter) -> parts.add(new ClassTraffic.Part(worker, meter.perSecond(), meter.busy())));
            parts.removeIf(part -> part.requestsPerSecond() == 0);
            if (!parts.isEmpty()) {
                all.add(new ClassTraffic(
                        name,
                        parts.stream()
                                .mapToDouble(ClassTraffic.Part::requestsPerSecond)
                                .sum(),
                        parts.stream().mapToDouble(ClassTraffic.Part::busy).sum(),
                        parts));
            }
        });
        all.sort(Comparator.comparingDouble(ClassTraffic::busy).reversed().thenComparing(ClassTraffic::requestClass));
        return all;
    }
}
