package org.resumelb.tools.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the report that the project's claims rest on. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Simulates the policies over a grid of pools and writes tables and charts.")
public final class ReportCommand implements Callable<Integer> {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "docs",
            description = "Where to write: ${DEFAULT-VALUE}.")
    private Path out = Path.of("docs");

    @Option(
            names = "--traces",
            paramLabel = "DIR",
            defaultValue = "traces",
            description = "Recorded traffic, *.tsv.gz; left out if missing.")
    private Path traces = Path.of("traces");

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "3", description = "Repetitions: ${DEFAULT-VALUE}.")
    private int seeds = 3;

    @Option(
            names = "--workers",
            paramLabel = "N",
            split = ",",
            defaultValue = "8,16,64",
            description = "Grid: ${DEFAULT-VALUE}.")
    private List<Integer> workers = List.of();

    @Option(
            names = "--classes",
            paramLabel = "N",
            split = ",",
            defaultValue = "500",
            description = "Grid: ${DEFAULT-VALUE}.")
    private List<Integer> classes = List.of();

    @Option(
            names = "--grid-seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Repetitions of the grid: ${DEFAULT-VALUE}.")
    private int gridSeeds = 1;

    @Option(
            names = "--all",
            description = "Adds what says little new: more loads, more settings of the classic rules, more abuse, and"
                    + " what each parameter gives. Takes several times as long.")
    private boolean all;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Simulations at a time: ${DEFAULT-VALUE}.")
    private int threads = 1;

    @Option(
            names = "--runs",
            paramLabel = "FILE",
            defaultValue = "simulation-runs.tsv",
            description = "Keeps each result, so that an interrupted report goes on where it was: ${DEFAULT-VALUE}.")
    private Path runsFile = Path.of("simulation-runs.tsv");

    @Option(names = "--resume", description = "Takes what the file of --runs holds already.")
    private boolean resume;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!resume) {
            Files.deleteIfExists(runsFile);
        }
        Runs runs = new Runs(runsFile);
        TraceSet recorded = TraceSet.read(traces);
        // One seed after the other, so that an interrupted report can be written with fewer of them.
        for (int some = 1; some <= seeds; some++) {
            StandardReport.Scope scope = scope(recorded, some);
            runs.plan(() -> new StandardReport(out, scope, runs).compose());
        }
        runs.execute(threads, System.err::println);
        new StandardReport(out, scope(recorded, seeds), runs).compose().write();
        return 0;
    }

    private StandardReport.Scope scope(TraceSet recorded, int some) {
        return new StandardReport.Scope(grid(), recorded, some, Math.min(some, gridSeeds), all);
    }

    private List<Point> grid() {
        List<Point> grid = new ArrayList<>();
        for (double load : new double[] {Point.CLOSED, 0.6, 0.85}) {
            for (int count : workers) {
                for (int sites : classes) {
                    for (double cache : new double[] {0.5, 1, 2}) {
                        grid.add(new Point(count, sites, cache, load));
                    }
                }
            }
        }
        return grid;
    }
}
