package org.resumelb.tools.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** The simulations that the project's claims rest on, written to one report. */
final class StandardReport {
    private static final List<String> TRACES = List.of("usagov_hosts", "sparkblog", "wikispeedia", "mooncake_conv");
    private static final List<String> RESULT_COLUMNS = List.of(
            "misses/request", "requests/s", "mean ms", "p50 ms", "p99 ms", "busiest/mean", "overlap", "replicas");

    private final Report report;
    private final int seeds;
    private final Consumer<String> progress;

    /**
     * Makes the report in a directory.
     *
     * @param progress told what is simulated next
     */
    StandardReport(Path directory, int seeds, Consumer<String> progress) {
        this.report = new Report(directory);
        this.seeds = seeds;
        this.progress = progress;
    }

    /** Simulates everything and writes it; traces that are not there are left out, and said to be. */
    void write(List<Point> grid, Path traces) throws IOException {
        report.text("# Simulation");
        report.text(
                "Written by `resumelb report`, which anyone can repeat: pools, policies and workers in virtual time, on"
                        + " one thread, with fixed seeds. Figures are medians of " + seeds
                        + " seeds, with the least and the greatest where they are given in brackets. A request"
                        + " takes 10 ms on average and 10 ms more for each object missed; of ten objects that a page needs one in"
                        + " 200 was never used before. Load is given as a share of what the pool would serve if all caches were"
                        + " one. Workers report as the filter does: what changed each second, and the requests in their hands.");
        everybody();
        grid(grid);
        traces(traces);
        drills();
        balancers();
        everythingFits();
        notes();
        report.write();
    }

    /** What no run can tell: what was tried, and what is not reached. */
    private void notes() throws IOException {
        try (InputStream in = Objects.requireNonNull(StandardReport.class.getResourceAsStream("notes.md"))) {
            report.text(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    private void everybody() throws IOException {
        report.text("## Everybody, on 16 workers and 500 classes with caches for the working set");
        for (double load : new double[] {Point.CLOSED, 0.6, 0.85}) {
            Point point = new Point(16, 500, 1, load);
            progress.accept(point.title());
            Map<String, List<String>> rows = new LinkedHashMap<>();
            Map<String, Double> misses = new LinkedHashMap<>();
            for (Contender contender : contenders(point)) {
                Measurement measured = point.measure(contender, seeds);
                rows.put(contender.name(), cells(measured));
                misses.put(contender.name(), measured.median(Result::misses));
            }
            report.table(point.title(), RESULT_COLUMNS, rows);
            if (load == Point.CLOSED) {
                report.chart("misses", "Misses per request, 16 workers, 500 classes", misses);
            }
        }
        report.text("*Italic: did not keep up with the requests.*");
    }

    private static List<Contender> contenders(Point point) {
        List<Contender> all = new ArrayList<>(List.of(Contender.RESUME, Contender.RESUME_BY_TIMES));
        all.addAll(Contender.classics());
        all.addAll(Contender.rivals());
        all.add(Contender.clairvoyant(point.workload(1), point.scenario(1)));
        all.add(Contender.ONE_CACHE);
        return all;
    }

    private static List<String> cells(Measurement measured) {
        List<String> cells = List.of(
                measured.spread(Result::misses).text(3),
                Report.number(measured.median(Result::perSecond), 0),
                Report.number(measured.median(Result::meanMillis), 1),
                Report.number(measured.median(Result::p50Millis), 0),
                measured.spread(Result::p99Millis).text(0),
                Report.number(measured.median(Result::busiest), 2),
                Report.number(measured.median(Result::overlap), 2),
                Report.number(measured.median(Result::replicas), 2));
        return measured.stable()
                ? cells
                : cells.stream().map(cell -> "*" + cell + "*").toList();
    }

    private void grid(List<Point> points) throws IOException {
        report.text("## The grid");
        Comparison all = new Comparison();
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (Point point : points) {
            progress.accept(point.title());
            rows.put(point.title(), all.compare(point, seeds));
        }
        report.table("point", Comparison.COLUMNS, rows);
        report.table("over the grid", Comparison.SUMMARY_COLUMNS, all.summary());
    }

    private void traces(Path directory) throws IOException {
        report.text("## Recorded traffic, 8 workers at 60 % load, from cold caches");
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String name : TRACES) {
            Path file = directory.resolve(name + ".tsv.gz");
            if (Files.exists(file)) {
                trace(name, Trace.read(file, name.startsWith("mooncake")), rows);
            } else {
                report.text("Skipped: " + name + ", which is not there.");
            }
        }
        if (!rows.isEmpty()) {
            report.table(
                    "trace, cache of each worker in % of the objects",
                    List.of(
                            "resume misses",
                            "best classic",
                            "least conn.",
                            "one cache",
                            "resume p99 ms",
                            "p99 of the classic with least misses",
                            "best p99 of a classic"),
                    rows);
        }
    }

    private void trace(String name, Trace trace, Map<String, List<String>> rows) {
        for (double percent : new double[] {1, 3, 10}) {
            progress.accept(name + " " + percent + " %");
            TracePoint point = new TracePoint(trace, percent, 8, name.startsWith("mooncake") ? 5 : 25);
            Measurement ours = point.measure(Contender.RESUME, seeds);
            List<Measurement> classics = Contender.classics().stream()
                    .map(classic -> point.measure(classic, seeds))
                    .toList();
            Measurement best = least(classics, Result::misses);
            rows.put(
                    name + ", " + percent + " %",
                    List.of(
                            ours.spread(Result::misses).text(3),
                            Report.number(best.median(Result::misses), 3),
                            Report.number(
                                    point.measure(Contender.LEAST_CONNECTIONS, seeds)
                                            .median(Result::misses),
                                    3),
                            Report.number(
                                    point.measure(Contender.ONE_CACHE, seeds).median(Result::misses), 3),
                            ours.spread(Result::p99Millis).text(0),
                            Report.number(best.median(Result::p99Millis), 0),
                            Report.number(least(classics, Result::p99Millis).median(Result::p99Millis), 0)));
        }
    }

    static Measurement least(List<Measurement> measured, ToDoubleFunction<Result> figure) {
        Measurement best = measured.get(0);
        for (Measurement each : measured) {
            best = each.median(figure) < best.median(figure) ? each : best;
        }
        return best;
    }

    private void drills() {
        report.text("## When something happens (16 workers, 500 classes, caches for the working set)");
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (Contender contender : List.of(
                Contender.RESUME, Contender.RESUME_BY_TIMES, Contender.classic(1, 999), Contender.classic(4, 9999))) {
            progress.accept("drills: " + contender.name());
            rows.put(contender.name(), drills(contender));
        }
        report.table(
                "drill",
                List.of(
                        "LB restart: requests to recover",
                        "excess misses",
                        "classifier repaired: requests to recover",
                        "excess misses",
                        "worker added at 85 %: p99 ratio",
                        "worker killed: share of other classes moved",
                        "light load: new worker's classes / fair share",
                        "one class 20 × slower: others' p99 ratio",
                        "one class surges to half: others' p99 ratio"),
                rows);
    }

    private List<String> drills(Contender contender) {
        double[][] figures = new double[9][seeds];
        boolean fingerprint = contender.name().startsWith("resume");
        for (int seed = 0; seed < seeds; seed++) {
            Drills drills = new Drills(contender, seed + 1, 100_000);
            Drills.Recovery restart = drills.restart();
            Drills.Recovery repaired = drills.classifierRepaired(fingerprint);
            double[] row = {
                restart.requests(),
                restart.excess(),
                repaired.requests(),
                repaired.excess(),
                drills.workerAdded(),
                drills.workerKilled(),
                drills.lightLoad(),
                drills.slowClass(),
                drills.surge()
            };
            for (int i = 0; i < row.length; i++) {
                figures[i][seed] = row[i];
            }
        }
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < figures.length; i++) {
            cells.add(Spread.of(figures[i]).text(i < 4 ? 0 : 2));
        }
        return cells;
    }

    private void balancers() {
        report.text("## Several load balancers, each seeing its own traffic and the workers' reports");
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (double load : new double[] {Point.CLOSED, 0.6}) {
            for (Contender contender : List.of(Contender.RESUME, Contender.classic(1, 999))) {
                for (int balancers : new int[] {1, 2, 4, 8}) {
                    Point point = new Point(16, 500, 1, load);
                    progress.accept(balancers + " load balancers");
                    rows.put(
                            contender.name() + ", " + balancers + (load == 0 ? ", closed loop" : ", 60 % load"),
                            cells(measure(point, contender, balancers)));
                }
            }
        }
        report.table("load balancers", RESULT_COLUMNS, rows);
    }

    private Measurement measure(Point point, Contender contender, int balancers) {
        List<Result> results = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            Simulation simulation =
                    contender.simulate(point.scenario(seed).withBalancers(balancers), point.workload(seed));
            simulation.run(point.requests());
            simulation.beginMeasuring();
            simulation.run(point.requests());
            results.add(simulation.result());
        }
        return new Measurement(contender, results);
    }

    private void everythingFits() {
        report.text("## Where every cache holds everything, affinity has nothing to give: it must cost nothing");
        for (double load : new double[] {Point.CLOSED, 0.6, 0.85}) {
            Point point = new Point(16, 500, 40, load);
            progress.accept(point.title());
            Map<String, List<String>> rows = new LinkedHashMap<>();
            for (Contender contender : List.of(Contender.RESUME, Contender.LEAST_CONNECTIONS)) {
                rows.put(contender.name(), cells(point.measure(contender, seeds)));
            }
            report.table(point.title(), RESULT_COLUMNS, rows);
        }
    }
}
