package org.resumelb.tools.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** How small pools begin. */
final class SmallPoolTable {
    private static final List<String> COLUMNS = List.of(
            "resume",
            "/ best classic",
            "/ classic (4, 9999)",
            "resume, service times only",
            "/ best classic",
            "/ classic (4, 9999)",
            "classic (4, 9999)",
            "least connections",
            "hash of class");

    /** Added to both sides of a ratio: one miss in a hundred requests more or less is nothing to compare. */
    private static final double NOTHING = 0.01;

    private static final Contender CLASSIC = Contender.classic(4, 9999);
    private static final List<Contender> OURS = List.of(Contender.RESUME, Contender.RESUME_BY_TIMES);

    private final Runs runs;
    private final int seeds;
    private final Ratios ratios = new Ratios();

    SmallPoolTable(Runs runs, int seeds) {
        this.runs = runs;
        this.seeds = seeds;
    }

    void compose(ReportFiles report) {
        report.text("## Small pools, from cold");
        report.text(
                "Workers that serve as many requests at a time as come; 2 ms a request, and 38 ms more if it is missed."
                        + " Shares of misses: in the first 1,000 requests · in the 2,000 after them · in 4,000 after 10,000. Ratios"
                        + " are of the 2,000 after the first 1,000, with a miss in a hundred requests added to both sides.");
        Map<String, List<String>> rows = new LinkedHashMap<>();
        SmallPool.grid().forEach(pool -> rows.put(pool.title(), row(pool)));
        report.table("small pool", COLUMNS, rows);
        report.table("over all small pools", Ratios.COLUMNS, ratios.summary());
    }

    private List<String> row(SmallPool pool) {
        double best = Contender.classics().stream()
                .mapToDouble(classic -> medians(pool, classic)[SmallPool.SOON])
                .min()
                .orElse(0);
        double classic = medians(pool, CLASSIC)[SmallPool.SOON];
        List<String> cells = new ArrayList<>();
        for (Contender ours : OURS) {
            double[] misses = medians(pool, ours);
            cells.add(text(misses));
            cells.add(ratios.keep(ours.name() + " / best classic", ratio(misses[SmallPool.SOON], best)));
            cells.add(ratios.keep(ours.name() + " / classic (4, 9999)", ratio(misses[SmallPool.SOON], classic)));
        }
        for (Contender rival : List.of(CLASSIC, Contender.LEAST_CONNECTIONS, Contender.HASH_OF_CLASS)) {
            cells.add(text(medians(pool, rival)));
        }
        return cells;
    }

    /** Of two shares of misses. */
    static double ratio(double ours, double theirs) {
        return (ours + NOTHING) / (theirs + NOTHING);
    }

    private double[] medians(SmallPool pool, Contender contender) {
        List<double[]> bySeed = LongStream.rangeClosed(1, seeds)
                .mapToObj(seed -> runs.figures(
                        pool.title() + " | " + contender.name() + " | seed " + seed,
                        SmallPool.FIGURES,
                        () -> pool.measure(contender, seed)))
                .toList();
        return Spread.medians(bySeed);
    }

    private static String text(double[] misses) {
        return ReportFiles.number(misses[0], 2) + " · " + ReportFiles.number(misses[1], 2) + " · "
                + ReportFiles.number(misses[2], 2);
    }
}
