package org.resumelb.tools.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The simulations that the project's claims rest on, written to one report. */
final class StandardReport {
    private static final List<String> RESULT_COLUMNS = List.of(
            "misses/request", "requests/s", "mean ms", "p50 ms", "p99 ms", "busiest/mean", "overlap", "replicas");

    private final Scope scope;
    private final Runs runs;
    private final ReportFiles report;

    /**
     * What is simulated.
     *
     * @param seeds repetitions
     * @param gridSeeds repetitions of the grid, whose many points make up for few of them
     * @param all whether to add what says little new: more loads, more histories of the classic rules, the ablation
     */
    record Scope(List<Point> grid, TraceSet traces, int seeds, int gridSeeds, boolean all) {}

    /** Makes the report in a directory, from runs. */
    StandardReport(Path directory, Scope scope, Runs runs) {
        this.scope = scope;
        this.runs = runs;
        report = new ReportFiles(directory);
    }

    /** Asks for every figure; traces that are not there are left out, and said to be. */
    ReportFiles compose() throws IOException {
        report.text("# Simulation");
        report.text(
                "Written by `resumelb report`, which anyone can repeat: pools, policies and workers in virtual time,"
                        + " with fixed seeds. Figures are medians of " + scope.seeds()
                        + " seeds, with the least and the"
                        + " greatest where they are given in brackets" + gridSeeds()
                        + ". A request takes 10 ms on average and 10 ms more for each object"
                        + " missed; of ten objects that a page needs one in 200 was never used before. Load is given as a share"
                        + " of what the pool would serve if all caches were one; it begins when as many clients as can be"
                        + " served at a time have warmed the caches up, unless said otherwise. Workers report as the filter does: what"
                        + " changed each second, and the requests in their hands, those that wait for a processor included.");
        everybody();
        threads();
        waiting();
        coldStarts();
        grid();
        new SmallPoolTable(runs, scope.seeds()).compose(report);
        scope.traces().compose(report, runs, scope.seeds());
        new DrillTable(runs, scope.seeds()).compose(report);
        new RestartTable(runs, scope.seeds()).compose(report);
        new AbuseTable(runs, scope.seeds(), scope.all()).compose(report);
        balancers();
        everythingFits();
        if (scope.all()) {
            new Ablation(runs).compose(report, scope.traces());
        }
        notes();
        return report;
    }

    private String gridSeeds() {
        return scope.gridSeeds() == scope.seeds() ? "" : "; of " + scope.gridSeeds() + " for the points of the grid";
    }

    /** A closed loop and two open loads, or those that differ most. */
    private double[] loads() {
        return scope.all() ? new double[] {Point.CLOSED, 0.6, 0.85} : new double[] {Point.CLOSED, 0.85};
    }

    /** What no run can tell: what was tried, and what is not reached. */
    private void notes() throws IOException {
        try (InputStream in = Objects.requireNonNull(StandardReport.class.getResourceAsStream("notes.md"))) {
            report.text(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    private void everybody() {
        report.text("## Everybody, on 16 workers and 500 classes with caches for the working set");
        for (double load : new double[] {Point.CLOSED, 0.6, 0.85}) {
            Point point = new Point(16, 500, 1, load);
            Map<String, Measurement> measured = measure(point, contenders(point));
            table(point.title(), measured);
            if (load == Point.CLOSED) {
                Map<String, Double> misses = new LinkedHashMap<>();
                measured.forEach((name, each) -> misses.put(name, each.median(Result::misses)));
                report.chart("misses", "Misses per request, 16 workers, 500 classes", misses);
            }
        }
        report.text("*Italic: did not keep up with the requests.*");
    }

    private void threads() {
        report.text("## Workers that serve several requests at a time");
        report.text("How many a worker serves at a time no load balancer is told: the policy finds out.");
        for (int threads : new int[] {4, 16}) {
            for (double load : loads()) {
                Point point = new Point(16, 500, 1, load).withThreads(threads);
                table(point.title(), measure(point, resumeAndClassic()));
            }
        }
    }

    private void waiting() {
        report.text("## Servers that take up more requests than they serve");
        report.text(
                "Servers have hundreds of threads. What waits for a processor or a database connection waits inside,"
                        + " and the filter's times include it, for all classes alike.");
        for (int threads : new int[] {1, 4}) {
            for (double load : loads()) {
                Point point = new Point(16, 500, 1, load).withThreads(threads).withWaiting();
                table(point.title(), measure(point, resumeAndClassic()));
            }
        }
    }

    private void coldStarts() {
        report.text("## Cold starts under load");
        report.text(
                "All caches are empty and all requests come at once: at 85 %, several times what the pool can serve.");
        for (Point point : List.of(
                new Point(16, 500, 1, 0.6),
                new Point(16, 500, 1, 0.85),
                new Point(64, 500, 1, 0.85),
                new Point(16, 500, 1, 0.85).withThreads(4),
                new Point(16, 500, 1, 0.85).withThreads(16))) {
            Point cold = point.with(Point.Start.COLD);
            table(cold.title(), measure(cold, resumeAndClassic()));
        }
    }

    private List<Contender> resumeAndClassic() {
        List<Contender> both = new ArrayList<>(List.of(Contender.RESUME, Contender.RESUME_BY_TIMES));
        if (scope.all()) {
            both.add(Contender.classic(1, 99));
            both.add(Contender.classic(4, 999));
        }
        both.addAll(List.of(Contender.classic(1, 999), Contender.classic(4, 9999), Contender.ONE_CACHE));
        return both;
    }

    private static List<Contender> contenders(Point point) {
        List<Contender> all = new ArrayList<>(List.of(Contender.RESUME, Contender.RESUME_BY_TIMES));
        all.addAll(Contender.classics());
        all.addAll(Contender.rivals());
        all.add(Contender.clairvoyant(point));
        all.add(Contender.ONE_CACHE);
        return all;
    }

    private Map<String, Measurement> measure(Point point, List<Contender> contenders) {
        Map<String, Measurement> measured = new LinkedHashMap<>();
        contenders.forEach(each -> measured.put(each.name(), runs.measure(point, each, scope.seeds())));
        return measured;
    }

    private void table(String title, Map<String, Measurement> measured) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        measured.forEach((name, each) -> rows.put(name, cells(each)));
        report.table(title, RESULT_COLUMNS, rows);
    }

    private static List<String> cells(Measurement measured) {
        List<String> cells = List.of(
                measured.spread(Result::misses).text(3),
                ReportFiles.number(measured.median(Result::perSecond), 0),
                ReportFiles.number(measured.median(Result::meanMillis), 1),
                ReportFiles.number(measured.median(Result::p50Millis), 0),
                measured.spread(Result::p99Millis).text(0),
                ReportFiles.number(measured.median(Result::busiest), 2),
                ReportFiles.number(measured.median(Result::overlap), 2),
                ReportFiles.number(measured.median(Result::replicas), 2));
        return measured.stable()
                ? cells
                : cells.stream().map(cell -> "*" + cell + "*").toList();
    }

    private void grid() {
        report.text("## The grid");
        Comparison all = new Comparison(runs, scope.all());
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (Point point : scope.grid()) {
            rows.put(point.title(), all.compare(point, scope.gridSeeds()));
        }
        report.table("point", Comparison.COLUMNS, rows);
        report.table("over the grid", Ratios.COLUMNS, all.ratios().summary());
    }

    private void balancers() {
        report.text("## Several load balancers, each seeing its own traffic and the workers' reports");
        Map<String, Measurement> measured = new LinkedHashMap<>();
        for (double load : new double[] {Point.CLOSED, 0.6}) {
            for (Contender contender : List.of(Contender.RESUME, Contender.classic(1, 999))) {
                for (int balancers : new int[] {1, 2, 4, 8}) {
                    Point point = new Point(16, 500, 1, load).withBalancers(balancers);
                    measured.put(
                            contender.name() + ", " + balancers + ", " + point.how(),
                            runs.measure(point, contender, scope.seeds()));
                }
            }
        }
        table("load balancers", measured);
    }

    private void everythingFits() {
        report.text("## Where every cache holds everything, affinity has nothing to give: it must cost nothing");
        for (double load : new double[] {Point.CLOSED, 0.6, 0.85}) {
            Point point = new Point(16, 500, 32, load).with(Point.Start.FULL);
            table(
                    point.title(),
                    measure(
                            point,
                            List.of(
                                    Contender.RESUME,
                                    Contender.RESUME_BY_TIMES,
                                    Contender.LEAST_CONNECTIONS,
                                    Contender.PEAK_EWMA)));
        }
    }
}
