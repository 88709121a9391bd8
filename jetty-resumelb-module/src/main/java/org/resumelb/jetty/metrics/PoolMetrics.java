package org.resumelb.jetty.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.util.Jetty;
import org.resumelb.jetty.metrics.Families.Labelled;
import org.resumelb.pool.PoolObserver.Refusal;
import org.resumelb.pool.PoolStatus;

/** Metrics of the load balancer as a whole. Thread-safe. */
final class PoolMetrics implements MultiCollector {
    private final Observation observation;
    private final Surroundings surroundings;

    PoolMetrics(Observation observation, Surroundings surroundings) {
        this.observation = observation;
        this.surroundings = surroundings;
    }

    @Override
    public MetricSnapshots collect() {
        List<MetricSnapshot> families =
                new ArrayList<>(ofStatus(observation.latest().status()));
        families.add(rejected());
        families.add(retries());
        families.add(reloads());
        families.add(Families.counter(
                "resumelb_lethal_requests",
                "Requests lost together with two workers' connections and not tried on a third.",
                (double) surroundings.lethalRequests().getAsLong()));
        families.add(Families.counter(
                "resumelb_classifier_failures",
                "How often the classifier threw; the request's class was empty then.",
                (double) surroundings.classifierFailures().getAsLong()));
        surroundings
                .zookeeper()
                .get()
                .ifPresent(connected -> families.add(Families.gauge(
                        "resumelb_zookeeper_connected", "Whether ZooKeeper can be reached and read.", connected)));
        families.add(conditions());
        families.add(info());
        return new MetricSnapshots(families);
    }

    private static List<MetricSnapshot> ofStatus(PoolStatus status) {
        return List.of(
                Families.gauge("resumelb_waiting_requests", "Requests that wait for a worker.", status.waiting()),
                Families.gauge(
                        "resumelb_oldest_wait_seconds",
                        "How long the request that waits for longest has waited.",
                        status.oldestWaitMillis() / 1e3),
                Families.gauge(
                        "resumelb_backlog",
                        "Requests sent to workers and not finished, also to workers that have left.",
                        status.backlog()),
                Families.gauge("resumelb_classes", "Request classes remembered.", status.classes()),
                Families.gauge(
                        "resumelb_classes_without_gain",
                        "Request classes for which affinity was measured to gain nothing.",
                        status.classesWithoutGain()),
                Families.gauge(
                        "resumelb_cold_warm_ratio",
                        "Time of a class's first request on a worker as a multiple of later ones; NaN when unknown.",
                        status.affinity().coldOverWarm()),
                Families.gauge(
                        "resumelb_concurrency",
                        "Requests that a worker is taken to serve at a time; NaN when not measured.",
                        status.concurrency()));
    }

    private MetricSnapshot rejected() {
        List<Labelled<Refusal>> reasons = new ArrayList<>();
        for (Refusal reason : Refusal.values()) {
            reasons.add(new Labelled<>(Families.labels("reason", reason.name().toLowerCase(Locale.ROOT)), reason));
        }
        return Families.counters(
                "resumelb_rejected",
                "Requests that got no worker: too many waited, or it took too long.",
                reasons,
                reason -> observation.traffic().refusals(reason));
    }

    private MetricSnapshot retries() {
        Map<String, Long> byReason = new TreeMap<>(surroundings.retries().get());
        List<Labelled<Long>> series = new ArrayList<>();
        byReason.forEach((reason, count) -> series.add(new Labelled<>(Families.labels("reason", reason), count)));
        return Families.counters("resumelb_retries", "Requests that were sent again.", series, Long::doubleValue);
    }

    private MetricSnapshot reloads() {
        return Families.counters(
                "resumelb_classifier_reloads",
                "How often the classifier was to be read again, and whether that succeeded.",
                List.of(
                        new Labelled<>(Families.labels("result", "success"), true),
                        new Labelled<>(Families.labels("result", "failure"), false)),
                succeeded -> observation.reloads(succeeded));
    }

    private MetricSnapshot conditions() {
        List<Labelled<ConditionLevel>> series = new ArrayList<>();
        for (ConditionLevel each : surroundings.conditions().get()) {
            series.add(new Labelled<>(Families.labels("condition", each.condition(), "worker", each.worker()), each));
        }
        return Families.gauges(
                "resumelb_condition",
                "What an operator should know: 0 when it is not so, 1 as a warning, 2 when clients feel it.",
                series,
                ConditionLevel::level);
    }

    private static MetricSnapshot info() {
        String version = PoolMetrics.class.getPackage().getImplementationVersion();
        return Families.gauges(
                "resumelb_build_info",
                "The version of resumelb, of Jetty and of Java.",
                List.of(new Labelled<>(
                        Families.labels(
                                "version",
                                version == null ? "unknown" : version,
                                "jetty",
                                Jetty.VERSION,
                                "java",
                                Runtime.version().toString()),
                        1)),
                Integer::doubleValue);
    }
}
