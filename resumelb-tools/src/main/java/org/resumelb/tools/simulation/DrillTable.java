package org.resumelb.tools.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What happens to pools when something changes. */
final class DrillTable {
    private static final long WARMING = 100_000;
    private static final List<Contender> CONTENDERS =
            List.of(Contender.RESUME, Contender.RESUME_BY_TIMES, Contender.classic(1, 999), Contender.classic(4, 9999));

    private final Runs runs;
    private final int seeds;

    DrillTable(Runs runs, int seeds) {
        this.runs = runs;
        this.seeds = seeds;
    }

    /** One drill: its name, and what it measures. */
    private record Drill(String name, List<String> columns, Function<Drills, double[]> run) {}

    private static final List<Drill> RECOVERIES = List.of(
            recovery("LB restart", Drills::restart),
            recovery("classifier repaired, all forgotten (fingerprint)", drills -> drills.classifierRepaired(true)),
            recovery("classifier repaired, nothing forgotten", drills -> drills.classifierRepaired(false)));

    private static final List<Drill> RATIOS = List.of(
            ratio("worker added at 85 %: p99 ratio", Drills::workerAdded),
            ratio("worker killed: share of other classes moved", Drills::workerKilled),
            ratio("light load: new worker's classes / fair share", Drills::lightLoad),
            ratio("one class 20 × slower: others' p99 ratio", Drills::slowClass),
            ratio("one class surges to half: others' p99 ratio", Drills::surge));

    private static Drill recovery(String name, Function<Drills, Drills.Recovery> drill) {
        return new Drill(name, List.of(name + ": requests to recover", "excess misses"), drills -> {
            Drills.Recovery its = drill.apply(drills);
            return new double[] {its.requests(), its.excess()};
        });
    }

    private static Drill ratio(String name, Function<Drills, Double> drill) {
        return new Drill(name, List.of(name), drills -> new double[] {drill.apply(drills)});
    }

    void compose(ReportFiles report) {
        report.text("## When something happens (16 workers, 500 classes, caches for the working set)");
        report.text("zc.resumelb forgets nothing when its classifier is repaired; this load balancer does, with any"
                + " policy, as soon as a classifier of another fingerprint is in force.");
        table(report, "recovery", RECOVERIES, 0);
        table(report, "drill", RATIOS, 2);
    }

    private void table(ReportFiles report, String title, List<Drill> drills, int digits) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (Contender contender : CONTENDERS) {
            rows.put(
                    contender.name(),
                    drills.stream()
                            .flatMap(drill -> cells(drill, contender, digits).stream())
                            .toList());
        }
        report.table(
                title, drills.stream().flatMap(drill -> drill.columns.stream()).toList(), rows);
    }

    private List<String> cells(Drill drill, Contender contender, int digits) {
        double[][] bySeed = IntStream.rangeClosed(1, seeds)
                .mapToObj(seed -> runs.figures(
                        "drill " + drill.name + " | " + contender.name() + " | seed " + seed,
                        drill.columns.size(),
                        () -> drill.run.apply(new Drills(contender, seed, WARMING))))
                .toArray(double[][]::new);
        return IntStream.range(0, drill.columns.size())
                .mapToObj(column -> Spread.of(java.util.Arrays.stream(bySeed)
                                .mapToDouble(figures -> figures[column])
                                .toArray())
                        .text(digits))
                .toList();
    }
}
