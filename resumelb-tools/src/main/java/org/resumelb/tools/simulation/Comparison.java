package org.resumelb.tools.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    static final List<String> SUMMARY_COLUMNS = List.of("geometric mean", "worst", "points");

    private static final List<Contender> HASHES = Contender.rivals().stream()
            .filter(rival -> rival.name().startsWith("bounded") || rival.name().startsWith("LARD"))
            .toList();

    private final Map<String, List<Double>> ratios = new LinkedHashMap<>();

    /** Measures everybody at one point, and returns the row of the table. */
    List<String> compare(Point point, int seeds) {
        Measurement ours = point.measure(Contender.RESUME, seeds);
        List<Measurement> classics = new ArrayList<>();
        for (Contender classic : List.of(
                Contender.classic(4, 9999),
                Contender.classic(1, 9999),
                Contender.classic(1, 999),
                Contender.classic(4, 999))) {
            classics.add(point.measure(classic, seeds));
        }
        List<Measurement> rivals = new ArrayList<>(classics);
        HASHES.forEach(hash -> rivals.add(point.measure(hash, seeds)));
        Measurement partition = point.measure(Contender.clairvoyant(point.workload(1), point.scenario(1)), seeds);
        Measurement oneCache = point.measure(Contender.ONE_CACHE, seeds);

        double misses = ours.median(Result::misses);
        double p99 = ours.median(Result::p99Millis);
        String kind = point.load() == Point.CLOSED ? "closed loop" : Math.round(100 * point.load()) + " % load";
        List<String> row = new ArrayList<>();
        row.add(Report.number(misses, 3));
        row.add(keep("misses / classic (4, 9999)", misses / classics.get(0).median(Result::misses)));
        double bestClassic = StandardReport.least(classics, Result::misses).median(Result::misses);
        row.add(keep("misses / best classic, " + kind, misses / bestClassic));
        row.add(keep("misses / partition, cache " + point.cache(), misses / partition.median(Result::misses)));
        row.add(keep("misses / one cache", misses / oneCache.median(Result::misses)));
        double most = rivals.stream()
                .mapToDouble(rival -> rival.median(Result::perSecond))
                .max()
                .orElse(1);
        double gain = ours.median(Result::perSecond) / most;
        row.add(point.load() == Point.CLOSED ? keep("best rival's requests/s / ours", 1 / gain) : "");
        row.set(row.size() - 1, Report.number(gain, 3));
        row.add(ours.stable() ? Report.number(p99, 0) : "*" + Report.number(p99, 0) + "*");
        List<Measurement> stable = rivals.stream().filter(Measurement::stable).toList();
        row.add(
                stable.isEmpty()
                        ? "nobody keeps up"
                        : keep(
                                "p99 / best rival that keeps up, " + kind,
                                p99
                                        / StandardReport.least(stable, Result::p99Millis)
                                                .median(Result::p99Millis)));
        row.add(keep("busiest/mean", ours.median(Result::busiest)));
        return row;
    }

    private String keep(String name, double ratio) {
        ratios.computeIfAbsent(name, it -> new ArrayList<>()).add(ratio);
        return Report.number(ratio, 2);
    }

    /** For each ratio, of which less is better: geometric mean, worst, and how many points. */
    Map<String, List<String>> summary() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        ratios.forEach((name, values) -> {
            double mean =
                    Math.exp(values.stream().mapToDouble(Math::log).average().orElse(0));
            double worst =
                    values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
            rows.put(name, List.of(Report.number(mean, 3), Report.number(worst, 2), Integer.toString(values.size())));
        });
        return rows;
    }
}
