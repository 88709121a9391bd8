package org.resumelb.tools.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Recorded traffic that the report is about: those of the known traces that are there. Immutable. */
final class TraceSet {
    private static final List<String> NAMES = List.of("usagov_hosts", "sparkblog", "wikispeedia", "mooncake_conv");
    private static final int WORKERS = 8;

    private final Map<String, Trace> traces = new TreeMap<>();

    private TraceSet() {}

    /** Reads {@code *.tsv.gz} in a directory. */
    static TraceSet read(Path directory) throws IOException {
        TraceSet set = new TraceSet();
        for (String name : NAMES) {
            Path file = directory.resolve(name + ".tsv.gz");
            if (Files.exists(file)) {
                set.traces.put(name, Trace.read(file, name.startsWith("mooncake")));
            }
        }
        return set;
    }

    /** Each trace with caches of the same share of its objects. */
    List<TracePoint> points(double cachePercent) {
        return NAMES.stream()
                .filter(traces::containsKey)
                .map(name -> new TracePoint(
                        name,
                        java.util.Objects.requireNonNull(traces.get(name)),
                        cachePercent,
                        WORKERS,
                        name.startsWith("mooncake") ? 5 : 25))
                .toList();
    }

    /** Compares {@code resume} with the classic rules. */
    void compose(ReportFiles report, Runs runs, int seeds) {
        report.text("## Recorded traffic, 8 workers at 60 % load, from cold caches");
        NAMES.stream()
                .filter(name -> !traces.containsKey(name))
                .forEach(name -> report.text("Skipped: " + name + ", which is not there."));
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (double percent : new double[] {1, 3, 10}) {
            points(percent).forEach(point -> rows.put(point.title(), row(point, runs, seeds)));
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

    private static List<String> row(TracePoint point, Runs runs, int seeds) {
        Measurement ours = measure(point, Contender.RESUME, runs, seeds);
        List<Measurement> classics = Contender.classics().stream()
                .map(classic -> measure(point, classic, runs, seeds))
                .toList();
        Measurement best = Measurement.least(classics, Result::misses);
        Measurement soonest = Measurement.least(classics, Result::p99Millis);
        double least = measure(point, Contender.LEAST_CONNECTIONS, runs, seeds).median(Result::misses);
        double oneCache = measure(point, Contender.ONE_CACHE, runs, seeds).median(Result::misses);
        return List.of(
                ours.spread(Result::misses).text(3),
                ReportFiles.number(best.median(Result::misses), 3),
                ReportFiles.number(least, 3),
                ReportFiles.number(oneCache, 3),
                ours.spread(Result::p99Millis).text(0),
                ReportFiles.number(best.median(Result::p99Millis), 0),
                ReportFiles.number(soonest.median(Result::p99Millis), 0));
    }

    static Measurement measure(TracePoint point, Contender contender, Runs runs, int seeds) {
        return runs.measure(point.title(), contender, seeds, seed -> point.measure(contender, seed));
    }
}
