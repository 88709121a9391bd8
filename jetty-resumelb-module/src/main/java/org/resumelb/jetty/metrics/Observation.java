package org.resumelb.jetty.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.HealthChange;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a pool: counts its requests, takes a sample each second, and keeps an hour of history and the latest events.
 * Everything that shows the load balancer's state repeatedly reads the sample, so that the pool's lock is taken once a
 * second whatever the number of viewers. Thread-safe.
 */
public final class Observation extends AbstractLifeCycle {
    private static final Logger LOG = LoggerFactory.getLogger(Observation.class);
    private static final int SAMPLES_PER_STEP = 10;
    private static final int MAX_STEPS = 360;

    private final Pool pool;
    private final Scheduler scheduler;
    private final LongSupplier epochMillis;
    private final LongSupplier nanoClock;
    private final TrafficMeter traffic;
    private final EventLog events = new EventLog();
    private final LongAdder reloads = new LongAdder();
    private final LongAdder failedReloads = new LongAdder();
    private final List<Consumer<Sample>> listeners = new CopyOnWriteArrayList<>();

    // Guarded by this.
    private final ArrayDeque<Step> steps = new ArrayDeque<>();
    private Totals before;
    private Totals stepBefore;
    private int samples;
    private Map<String, Long> requestsBefore = Map.of();

    private volatile Sample latest;
    private volatile Scheduler.@Nullable Task next;

    /** Begins to count; samples are taken once it has been started. */
    Observation(Pool pool, Scheduler scheduler, PrometheusRegistry registry, Clocks clocks) {
        this.pool = pool;
        this.scheduler = scheduler;
        this.epochMillis = clocks.epochMillis();
        this.nanoClock = clocks.nanos();
        traffic = new TrafficMeter(registry);
        before = traffic.totals(nanoClock.getAsLong());
        stepBefore = before;
        PoolStatus status = pool.status();
        long now = epochMillis.getAsLong();
        latest = new Sample(now, status, Step.between(before, before, now, status), Map.of());
        pool.observer(traffic);
    }

    /** The sources of time. */
    record Clocks(LongSupplier epochMillis, LongSupplier nanos) {
        static final Clocks SYSTEM = new Clocks(System::currentTimeMillis, System::nanoTime);
    }

    @Override
    protected void doStart() {
        sampleLater();
    }

    @Override
    protected void doStop() {
        Scheduler.Task task = next;
        if (task != null) {
            task.cancel();
        }
    }

    private void sampleLater() {
        next = scheduler.schedule(this::sampleAndGoOn, 1, TimeUnit.SECONDS);
    }

    private void sampleAndGoOn() {
        try {
            sample();
        } catch (RuntimeException e) {
            LOG.warn("A sample could not be taken", e);
        }
        if (isRunning()) {
            sampleLater();
        }
    }

    /** Takes a sample and passes it to listeners. */
    void sample() {
        Sample taken = take();
        latest = taken;
        listeners.forEach(listener -> listener.accept(taken));
    }

    private synchronized Sample take() {
        PoolStatus status = pool.status();
        long now = epochMillis.getAsLong();
        Totals totals = traffic.totals(nanoClock.getAsLong());
        Set<String> members =
                status.workers().stream().map(PoolStatus.WorkerStatus::name).collect(Collectors.toSet());
        traffic.keep(members, now);
        Step second = Step.between(before, totals, now, status);
        before = totals;
        samples++;
        if (samples % SAMPLES_PER_STEP == 0) {
            if (steps.size() == MAX_STEPS) {
                steps.removeFirst();
            }
            steps.addLast(Step.between(stepBefore, totals, now, status));
            stepBefore = totals;
        }
        return new Sample(now, status, second, workers(members, second.seconds()));
    }

    private Map<String, WorkerTraffic> workers(Set<String> members, double seconds) {
        Map<String, WorkerTraffic> shown = new HashMap<>();
        Map<String, Long> requests = new HashMap<>();
        traffic.workers().forEach((name, meter) -> {
            long count = meter.requests();
            requests.put(name, count);
            if (members.contains(name)) {
                double perSecond = (count - requestsBefore.getOrDefault(name, 0L)) / Math.max(seconds, 1e-3);
                shown.put(name, new WorkerTraffic(count, meter.failures(), perSecond));
            }
        });
        requestsBefore = requests;
        return shown;
    }

    /** What a worker has done so far; its rate is that of the last second. */
    public WorkerTraffic traffic(String worker) {
        WorkerMeter meter = traffic.workers().get(worker);
        return meter == null
                ? WorkerTraffic.NONE
                : new WorkerTraffic(
                        meter.requests(), meter.failures(), latest.of(worker).perSecond());
    }

    TrafficMeter traffic() {
        return traffic;
    }

    /** The last sample, at most a second old. */
    public Sample latest() {
        return latest;
    }

    /** Up to an hour in steps of ten seconds, oldest first. */
    public synchronized List<Step> history() {
        return List.copyOf(steps);
    }

    /** The latest events with a greater id, oldest first; up to 500. */
    public List<Event> events(long afterId) {
        return events.after(afterId);
    }

    /** Adds a listener that is called with each sample, on a scheduler thread; it must not block. */
    public void onSample(Consumer<Sample> listener) {
        listeners.add(listener);
    }

    /**
     * Records an event.
     *
     * @param kind one word
     * @param worker the worker it happened to; {@code null} if it concerns no worker
     */
    public void tell(String kind, @Nullable String worker, String text) {
        events.add(epochMillis.getAsLong(), kind, worker, text);
    }

    /** Counts and records that the classifier was reloaded, or could not be. */
    public void reloaded(boolean succeeded, String text) {
        (succeeded ? reloads : failedReloads).increment();
        tell(succeeded ? "reloaded" : "reload-refused", null, text);
    }

    long reloads(boolean succeeded) {
        return (succeeded ? reloads : failedReloads).sum();
    }

    /** Counts and records that a worker was ejected, or is tried again. */
    public void healthChanged(HealthChange change) {
        String text = switch (change.kind()) {
            case EJECTED -> {
                traffic.ejected(change.worker());
                yield "left out for " + change.millis() + " ms: " + change.reason();
            }
            case RETURNED -> "tried again: " + change.reason();
            case KEPT -> "failing, but keeps serving: " + change.reason();
        };
        tell(change.kind().name().toLowerCase(Locale.ROOT), change.worker(), text);
    }
}
