package org.resumelb.tools.simulation;

import java.util.ArrayList;
import java.util.List;

/** Compares {@code resume} with its rivals, point by point, and keeps the means. Not thread-safe. */
final class Comparison {
    static final List<String> COLUMNS = List.of(
            "misses",
            "/ classic (4, 9999)",
            "/ best classic",
            "/ partition",
            "/ one cache",
            "requests/s / best rival",
            "p99 ms",
            "p99 / best rival that keeps up",
            "busiest/mean");

    /** Who is compared at every point; the partition and one cache are limits, not rivals. */
    private static final List<Contender> CLASSICS = List.of(Contender.classic(4, 9999), Contender.classic(1, 999));

    private static final List<Contender> MORE_CLASSICS = List.of(Contender.classic(1, 9999), Contender.classic(4, 999));

    private final Runs runs;
    private final boolean all;
    private final Ratios ratios = new Ratios();

    /** Compares with the classic rules of two settings, or of more where pools are small. */
    Comparison(Runs runs, boolean all) {
        this.runs = runs;
        this.all = all;
    }

    /** What was measured until now. */
    Ratios ratios() {
        return ratios;
    }

    /** Measures everybody at one point, and returns the row of the table. */
    List<String> compare(Point point, int seeds) {
        Measurement ours = runs.measure(point, Contender.RESUME, seeds);
        List<Measurement> classics = new ArrayList<>(measure(point, CLASSICS, seeds));
        if (all && !point.large()) {
            classics.addAll(measure(point, MORE_CLASSICS, seeds));
        }
        List<Measurement> rivals = new ArrayList<>(classics);
        rivals.addAll(measure(
                point, point.large() ? List.of(Contender.BOUNDED) : List.of(Contender.BOUNDED, Contender.LARD), seeds));
        Measurement partition = runs.measure(point, Contender.clairvoyant(point), seeds);
        Measurement oneCache = runs.measure(point, Contender.ONE_CACHE, seeds);

        double misses = ours.median(Result::misses);
        List<String> row = new ArrayList<>();
        row.add(ReportFiles.number(misses, 3));
        row.add(ratios.keep(
                "misses / classic (4, 9999)", misses / classics.get(0).median(Result::misses)));
        Measurement limit = Measurement.least(List.of(partition, oneCache), Result::misses);
        ratios.keep(
                "limit (partition or one cache) / classic (4, 9999)",
                limit.median(Result::misses) / classics.get(0).median(Result::misses));
        Measurement best = Measurement.least(classics, Result::misses);
        row.add(ratios.keep("misses / best classic, " + point.how(), misses / best.median(Result::misses)));
        row.add(ratios.keep("misses / partition, cache " + point.cache(), misses / partition.median(Result::misses)));
        row.add(ratios.keep("misses / one cache", misses / oneCache.median(Result::misses)));
        row.add(throughput(point, ours, rivals));
        double p99 = ours.median(Result::p99Millis);
        row.add(ours.stable() ? ReportFiles.number(p99, 0) : "*" + ReportFiles.number(p99, 0) + "*");
        row.add(tail(point, p99, rivals.stream().filter(Measurement::stable).toList()));
        row.add(ratios.keep("busiest/mean, " + point.how(), ours.median(Result::busiest)));
        return row;
    }

    private List<Measurement> measure(Point point, List<Contender> contenders, int seeds) {
        return contenders.stream()
                .map(contender -> runs.measure(point, contender, seeds))
                .toList();
    }

    private String throughput(Point point, Measurement ours, List<Measurement> rivals) {
        double most = rivals.stream()
                .mapToDouble(rival -> rival.median(Result::perSecond))
                .max()
                .orElse(1);
        double gain = ours.median(Result::perSecond) / most;
        if (point.load() == Point.CLOSED) {
            ratios.keep("best rival's requests/s / ours", 1 / gain);
        }
        return ReportFiles.number(gain, 3);
    }

    private String tail(Point point, double p99, List<Measurement> stable) {
        return stable.isEmpty()
                ? "nobody keeps up"
                : ratios.keep(
                        "p99 / best rival that keeps up, " + point.how(),
                        p99 / Measurement.least(stable, Result::p99Millis).median(Result::p99Millis));
    }
}
