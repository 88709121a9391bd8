package org.resumelb.jetty.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.resumelb.jetty.metrics.Families.Labelled;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.PoolStatus.WorkerStatus;
import org.resumelb.pool.Selection;
import org.resumelb.pool.WorkerState;

/** Metrics of each worker, from the counters and the last sample. Thread-safe. */
final class WorkerMetrics implements MultiCollector {
    private static final String EJECTED = "ejected";

    private final Observation observation;
    private final UnaryOperator<String> reason;

    /**
     * Creates a collector.
     *
     * @param reason why a worker has no résumé; empty if it has one
     */
    WorkerMetrics(Observation observation, UnaryOperator<String> reason) {
        this.observation = observation;
        this.reason = reason;
    }

    @Override
    public MetricSnapshots collect() {
        List<Labelled<WorkerMeter>> meters = new ArrayList<>();
        observation
                .traffic()
                .workers()
                .forEach((name, meter) -> meters.add(new Labelled<>(Families.labels("worker", name), meter)));
        List<Labelled<WorkerStatus>> members = observation.latest().status().workers().stream()
                .map(worker -> new Labelled<>(Families.labels("worker", worker.name()), worker))
                .toList();
        List<MetricSnapshot> families = new ArrayList<>(ofMembers(members));
        families.add(requests(meters));
        families.add(selections(meters));
        families.add(Families.counters(
                "resumelb_ejections",
                "How often a worker was left out because it failed requests.",
                meters,
                WorkerMeter::ejections));
        return new MetricSnapshots(families);
    }

    private static MetricSnapshot requests(List<Labelled<WorkerMeter>> meters) {
        List<Labelled<Long>> series = new ArrayList<>();
        for (Labelled<WorkerMeter> meter : meters) {
            for (Outcome outcome : Outcome.values()) {
                Labels labels = meter.labels().add("outcome", outcome.name().toLowerCase(Locale.ROOT));
                series.add(new Labelled<>(labels, meter.of().endedWith(outcome)));
            }
        }
        return Families.counters(
                "resumelb_requests",
                "Requests that ended at a worker; each attempt counts.",
                series,
                Long::doubleValue);
    }

    private static MetricSnapshot selections(List<Labelled<WorkerMeter>> meters) {
        List<Labelled<Long>> series = new ArrayList<>();
        Map<String, ToLongFunction<WorkerMeter>> kinds = Map.of(
                "home", meter -> meter.selected(Selection.HOME),
                "recruit", meter -> meter.selected(Selection.RECRUIT),
                "unskilled", meter -> meter.selected(Selection.UNSKILLED),
                "waited", WorkerMeter::waited);
        meters.forEach(meter -> kinds.forEach((kind, count) ->
                series.add(new Labelled<>(meter.labels().add("kind", kind), count.applyAsLong(meter.of())))));
        return Families.counters(
                "resumelb_selections",
                "Requests that a worker got: at once because their class is at home there, as a recruit, unskilled, or"
                        + " after they had waited.",
                series,
                Long::doubleValue);
    }

    private List<MetricSnapshot> ofMembers(List<Labelled<WorkerStatus>> members) {
        return List.of(
                states(members),
                Families.gauges(
                        "resumelb_worker_backlog",
                        "Requests sent to a worker and not finished.",
                        members,
                        WorkerStatus::backlog),
                Families.gauges(
                        "resumelb_worker_skills", "Classes in a worker's résumé.", members, WorkerStatus::skills),
                Families.gauges(
                        "resumelb_worker_oldest_request_seconds",
                        "Age of a worker's oldest unfinished request.",
                        members,
                        worker -> worker.oldestRequestMillis() / 1e3),
                Families.gauges(
                        "resumelb_worker_resume_connected",
                        "Whether a worker's résumé is heard.",
                        members,
                        worker -> Families.truth(worker.state() != WorkerState.CONNECTING
                                && reason.apply(worker.name()).isEmpty())));
    }

    private static MetricSnapshot states(List<Labelled<WorkerStatus>> members) {
        List<Labelled<Boolean>> series = new ArrayList<>();
        for (Labelled<WorkerStatus> member : members) {
            boolean ejected = member.of().ejectedForMillis() > 0;
            for (WorkerState state : WorkerState.values()) {
                Labels labels = member.labels().add("state", state.word());
                series.add(new Labelled<>(labels, !ejected && member.of().state() == state));
            }
            series.add(new Labelled<>(member.labels().add("state", EJECTED), ejected));
        }
        return Families.gauges(
                "resumelb_worker_state",
                "Whether a worker is in a state: 1 for the one it is in.",
                series,
                holds -> Families.truth(holds));
    }
}
