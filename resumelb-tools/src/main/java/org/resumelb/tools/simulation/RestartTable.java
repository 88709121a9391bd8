package org.resumelb.tools.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/** What small pools do after a part of them was restarted. */
final class RestartTable {
    private static final List<Contender> CONTENDERS =
            List.of(Contender.RESUME, Contender.RESUME_BY_TIMES, Contender.classic(1, 999), Contender.classic(4, 9999));
    private static final List<String> COLUMNS = List.of(
            "LB after 2,000 requests: first ones away from home",
            "LB after 20,000",
            "worker, résumé kept: first 10 s",
            "10 to 30 s",
            "30 to 60 s",
            "worker, no résumé: first 10 s",
            "10 to 30 s",
            "30 to 60 s");

    private final Runs runs;
    private final int seeds;

    RestartTable(Runs runs, int seeds) {
        this.runs = runs;
        this.seeds = seeds;
    }

    void compose(ReportFiles report) {
        report.text("## Restarts in small pools");
        report.text("The load balancer of four workers starts again: of 50 classes, those whose first request goes to"
                + " another worker than the one that served the class most. One of three workers restarts with an empty"
                + " cache, its résumé kept or not: its share of the work over before · share of misses of all · requests/s over"
                + " before.");
        Map<String, List<String>> rows = new LinkedHashMap<>();
        CONTENDERS.forEach(contender -> rows.put(contender.name(), row(contender)));
        report.table("restart", COLUMNS, rows);
    }

    private List<String> row(Contender contender) {
        List<String> cells = new ArrayList<>();
        for (long requests : new long[] {2_000, 20_000}) {
            cells.add(ReportFiles.number(
                    figures("LB after " + requests, contender, 1, drills ->
                            new double[] {drills.balancerRestarted(requests)})[0],
                    2));
        }
        for (boolean kept : new boolean[] {true, false}) {
            cells.addAll(windows(figures(
                    "worker, résumé " + (kept ? "kept" : "lost"),
                    contender,
                    RestartDrills.WORKER_FIGURES,
                    drills -> drills.workerRestarted(kept))));
        }
        return cells;
    }

    /** A text for each window. */
    static List<String> windows(double[] figures) {
        List<String> windows = new ArrayList<>();
        for (int i = 0; i < figures.length; i += 3) {
            windows.add(ReportFiles.number(figures[i], 2) + " · " + ReportFiles.number(figures[i + 1], 3) + " · "
                    + ReportFiles.number(figures[i + 2], 2));
        }
        return windows;
    }

    private double[] figures(String what, Contender contender, int count, Function<RestartDrills, double[]> drill) {
        return Spread.medians(LongStream.rangeClosed(1, seeds)
                .mapToObj(seed -> runs.figures(
                        "restart " + what + " | " + contender.name() + " | seed " + seed,
                        count,
                        () -> drill.apply(new RestartDrills(contender, seed))))
                .toList());
    }
}
