package org.resumelb.tools.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Recorded traffic that the report is about: those of the known traces that are there. Immutable. */
final class TraceSet {
    private static final List<String> NAMES = List.of("usagov_hosts", "sparkblog", "wikispeedia", "mooncake_conv");
    private static final int WORKERS = 8;
    private static final List<String> COLUMNS = List.of(
            "resume misses",
            "best classic",
            "/ it",
            "one cache",
            "/ it",
            "resume p99 ms",
            "best p99 of a classic",
            "/ it",
            "resume mean ms",
            "/ best mean of a rival that keeps up");

    /** Besides the classic rules. */
    private static final List<Contender> RIVALS = List.of(
            Contender.LEAST_CONNECTIONS,
            Contender.PEAK_EWMA,
            Contender.HASH_OF_CLASS,
            Contender.HASH_OF_URL,
            Contender.BOUNDED);

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

    /** Compares {@code resume} with its rivals and with one cache. */
    void compose(ReportFiles report, Runs runs, int seeds) {
        report.text("## Recorded traffic, 8 workers at 60 % load, from cold caches");
        NAMES.stream()
                .filter(name -> !traces.containsKey(name))
                .forEach(name -> report.text("Skipped: " + name + ", which is not there."));
        Map<String, List<String>> rows = new LinkedHashMap<>();
        Ratios ratios = new Ratios();
        for (double percent : new double[] {1, 3, 10}) {
            points(percent).forEach(point -> rows.put(point.title(), row(point, runs, seeds, ratios)));
        }
        if (!rows.isEmpty()) {
            report.table("trace, cache of each worker in % of the objects", COLUMNS, rows);
            report.table("over the traces", Ratios.COLUMNS, ratios.summary());
        }
    }

    private static List<String> row(TracePoint point, Runs runs, int seeds, Ratios ratios) {
        Measurement ours = measure(point, Contender.RESUME, runs, seeds);
        List<Measurement> classics = measure(point, Contender.classics(), runs, seeds);
        List<Measurement> stable = new ArrayList<>(classics);
        stable.addAll(measure(point, RIVALS, runs, seeds));
        stable.removeIf(rival -> !rival.stable());
        double fewest = Measurement.least(classics, Result::misses).median(Result::misses);
        double soonest = Measurement.least(classics, Result::p99Millis).median(Result::p99Millis);
        double oneCache = measure(point, Contender.ONE_CACHE, runs, seeds).median(Result::misses);
        return List.of(
                ours.spread(Result::misses).text(3),
                ReportFiles.number(fewest, 3),
                ratios.keep("misses / best classic", ours.median(Result::misses) / fewest),
                ReportFiles.number(oneCache, 3),
                ratios.keep(
                        "misses / one cache, " + ReportFiles.number(point.cachePercent(), 0) + " %",
                        ours.median(Result::misses) / oneCache),
                ours.spread(Result::p99Millis).text(0),
                ReportFiles.number(soonest, 0),
                ratios.keep("p99 / best p99 of a classic", ours.median(Result::p99Millis) / soonest),
                ReportFiles.number(ours.median(Result::meanMillis), 1),
                mean(ours, stable, ratios));
    }

    /** The mean over the best mean of those that keep up, and whose that is. */
    private static String mean(Measurement ours, List<Measurement> stable, Ratios ratios) {
        if (stable.isEmpty()) {
            return "nobody keeps up";
        }
        Measurement best = Measurement.least(stable, Result::meanMillis);
        return ratios.keep(
                        "mean / best mean of a rival that keeps up",
                        ours.median(Result::meanMillis) / best.median(Result::meanMillis))
                + " (" + best.contender().name() + ")";
    }

    private static List<Measurement> measure(TracePoint point, List<Contender> contenders, Runs runs, int seeds) {
        return contenders.stream()
                .map(contender -> measure(point, contender, runs, seeds))
                .toList();
    }

    static Measurement measure(TracePoint point, Contender contender, Runs runs, int seeds) {
        return runs.measure(point.title(), contender, seeds, seed -> point.measure(contender, seed));
    }
}
