package org.resumelb.jetty.metrics;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.PoolObserver;
import org.resumelb.pool.Selection;

/**
 * Counts requests independently of the pool: in total and for each worker. Workers are known by name, never by anything
 * that a client sends; a worker that left is forgotten after five minutes. Thread-safe without a lock.
 */
final class TrafficMeter implements PoolObserver {
    private static final long FORGOTTEN_AFTER_MILLIS = 300_000;
    private static final double[] BOUNDS_SECONDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
    };

    private final Map<String, WorkerMeter> workers = new ConcurrentHashMap<>();
    private final Counters<Outcome> ended = new Counters<>(Outcome.class);
    private final Counters<Selection> selected = new Counters<>(Selection.class);
    private final LongAdder waited = new LongAdder();
    private final Counters<Refusal> refused = new Counters<>(Refusal.class);
    private final Latencies latencies = new Latencies();
    private final Histogram durations;
    private final Histogram waits;

    TrafficMeter(PrometheusRegistry registry) {
        durations = Histogram.builder()
                .name("resumelb_request_duration_seconds")
                .help("Time from when a worker got a request until the request's end.")
                .labelNames("worker")
                .classicOnly()
                .classicUpperBounds(BOUNDS_SECONDS)
                .register(registry);
        waits = Histogram.builder()
                .name("resumelb_wait_duration_seconds")
                .help("How long requests that had to wait waited until they got a worker.")
                .classicOnly()
                .classicUpperBounds(BOUNDS_SECONDS)
                .register(registry);
    }

    @Override
    public void selected(Lease lease) {
        meter(lease.worker().name()).selected(lease);
        selected.increment(lease.selection());
        if (lease.waitedNanos() > 0) {
            waited.increment();
            waits.observe(lease.waitedNanos() / 1e9);
        }
    }

    @Override
    public void ended(Lease lease, Outcome outcome, long nanos) {
        String worker = lease.worker().name();
        meter(worker).ended(outcome);
        ended.increment(outcome);
        durations.labelValues(worker).observe(nanos / 1e9);
        if (outcome != Outcome.ABORTED) {
            latencies.add(lease.waitedNanos() + nanos);
        }
    }

    @Override
    public void refused(Refusal reason) {
        refused.increment(reason);
    }

    void ejected(String worker) {
        meter(worker).ejected();
    }

    private WorkerMeter meter(String worker) {
        WorkerMeter present = workers.get(worker);
        return present != null ? present : workers.computeIfAbsent(worker, name -> new WorkerMeter());
    }

    /** What was counted for each worker, by name; a view. */
    Map<String, WorkerMeter> workers() {
        return workers;
    }

    long refusals(Refusal reason) {
        return refused.get(reason);
    }

    /** Makes sure that members have counters, and forgets workers that left long ago. */
    void keep(Set<String> members, long nowMillis) {
        members.forEach(this::meter);
        workers.forEach((name, meter) -> {
            if (meter.absentMillis(members.contains(name), nowMillis) > FORGOTTEN_AFTER_MILLIS) {
                workers.remove(name);
                durations.remove(name);
            }
        });
    }

    Totals totals(long nanos) {
        return new Totals(nanos, ended.read(), selected.read(), waited.sum(), refused.sum(), latencies.read());
    }
}
