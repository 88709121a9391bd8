package org.resumelb.jetty.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Shorthand for metrics that are computed when they are read. */
final class Families {
    private Families() {}

    static MetricSnapshot gauge(String name, String help, double value) {
        return new GaugeSnapshot(
                new MetricMetadata(name, help), List.of(new GaugeDataPointSnapshot(value, Labels.EMPTY, null)));
    }

    /** A counter; {@code name} does not include {@code _total}. */
    static MetricSnapshot counter(String name, String help, double value) {
        return new CounterSnapshot(
                new MetricMetadata(name, help), List.of(new CounterDataPointSnapshot(value, Labels.EMPTY, null, 0)));
    }

    /** One gauge for each of some things. */
    static <T> MetricSnapshot gauges(String name, String help, List<Labelled<T>> things, ToDoubleFunction<T> value) {
        List<GaugeDataPointSnapshot> points = new ArrayList<>(things.size());
        things.forEach(
                thing -> points.add(new GaugeDataPointSnapshot(value.applyAsDouble(thing.of), thing.labels, null)));
        return new GaugeSnapshot(new MetricMetadata(name, help), points);
    }

    /** One counter for each of some things. */
    static <T> MetricSnapshot counters(String name, String help, List<Labelled<T>> things, ToDoubleFunction<T> value) {
        List<CounterDataPointSnapshot> points = new ArrayList<>(things.size());
        things.forEach(thing ->
                points.add(new CounterDataPointSnapshot(value.applyAsDouble(thing.of), thing.labels, null, 0)));
        return new CounterSnapshot(new MetricMetadata(name, help), points);
    }

    /** A thing with the labels of its series. */
    record Labelled<T>(Labels labels, T of) {}

    static Labels labels(String... namesAndValues) {
        return Labels.of(namesAndValues);
    }

    static double truth(@Nullable Boolean holds) {
        return Boolean.TRUE.equals(holds) ? 1 : 0;
    }
}
