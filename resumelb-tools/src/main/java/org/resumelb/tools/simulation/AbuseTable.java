package org.resumelb.tools.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** What others suffer when somebody asks for too much. */
final class AbuseTable {
    private static final List<Contender> RIVALS = List.of(Contender.classic(1, 999), Contender.LEAST_CONNECTIONS);
    private static final List<String> COLUMNS = List.of(
            "others' p99 / without",
            "mean / without",
            "refused",
            "idle while one waits",
            "of it, one held back",
            "its requests/s",
            "its p99 / others'");

    private final Runs runs;
    private final int seeds;
    private final boolean all;

    /** Of workers that serve several requests at a time, and of rivals of those, a part or all. */
    AbuseTable(Runs runs, int seeds, boolean all) {
        this.runs = runs;
        this.seeds = seeds;
        this.all = all;
    }

    void compose(ReportFiles report) {
        report.text("## When somebody asks for much (16 workers, 500 classes, caches for the working set)");
        report.text(
                "The others ask for 40 % of what the pool can do. One class asks for so many percent of it besides, or 800"
                        + " clients of one class ask again as soon as they are answered, or 400 with a class each. Suddenly: the"
                        + " first 30 seconds (15 with 4 threads) after it begins in a warm pool; always: after ten; from cold:"
                        + " all begin together, with empty caches. \"Without\" is the same time without it. Idle: share of"
                        + " the workers' time in which one had nothing to do while a request waited anywhere.");
        table(report, 1, RIVALS, 0.1, 0.17, 0.3, 0.6, 0.9, 0.99);
        if (all) {
            table(report, 4, RIVALS, 0.1, 0.17, 0.3, 0.6, 0.9, 0.99);
        } else {
            table(report, 4, List.of(), 0.3, 0.99);
        }
    }

    private void table(ReportFiles report, int threads, List<Contender> rivals, double... loads) {
        List<String> columns = new ArrayList<>(COLUMNS);
        rivals.forEach(rival -> columns.add(rival.name() + ": p99 / without"));
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (Abuse.Timing timing : Abuse.Timing.values()) {
            for (Abuse.Offer offer : offers(loads)) {
                Abuse abuse = new Abuse(offer, timing, threads);
                rows.put(abuse.title(), row(abuse, rivals));
            }
        }
        report.table("asked for besides", columns, rows);
    }

    private static List<Abuse.Offer> offers(double[] loads) {
        List<Abuse.Offer> offers = new ArrayList<>();
        for (double load : loads) {
            offers.add(Abuse.Offer.oneClass(load));
        }
        offers.add(Abuse.Offer.manyClients());
        offers.add(Abuse.Offer.manyClasses(400, true));
        offers.add(Abuse.Offer.manyClasses(400, false));
        return offers;
    }

    private List<String> row(Abuse abuse, List<Contender> rivals) {
        List<String> cells = new ArrayList<>(List.of(
                ratio(abuse, Contender.RESUME, Abuse.Figures::p99Millis),
                ratio(abuse, Contender.RESUME, Abuse.Figures::meanMillis),
                number(abuse, Abuse.Figures::refused, 0),
                number(abuse, Abuse.Figures::wasted, 3),
                number(abuse, Abuse.Figures::held, 3),
                number(abuse, Abuse.Figures::greedyPerSecond, 0),
                number(abuse, figures -> figures.greedyP99Millis() / figures.p99Millis(), 2)));
        rivals.forEach(rival -> cells.add(ratio(abuse, rival, Abuse.Figures::p99Millis)));
        return cells;
    }

    private String ratio(Abuse abuse, Contender contender, ToDoubleFunction<Abuse.Figures> figure) {
        double[] with = figures(abuse, contender, figure);
        double[] without = figures(abuse.without(), contender, figure);
        for (int i = 0; i < with.length; i++) {
            with[i] /= without[i];
        }
        return Spread.of(with).text(2);
    }

    private String number(Abuse abuse, ToDoubleFunction<Abuse.Figures> figure, int digits) {
        return ReportFiles.number(
                Spread.of(figures(abuse, Contender.RESUME, figure)).median(), digits);
    }

    private double[] figures(Abuse abuse, Contender contender, ToDoubleFunction<Abuse.Figures> figure) {
        return LongStream.rangeClosed(1, seeds)
                .mapToObj(seed -> Abuse.Figures.of(runs.figures(
                        "abuse " + abuse.title() + " | " + contender.name() + " | seed " + seed,
                        Abuse.Figures.COUNT,
                        () -> abuse.measure(contender, seed).array())))
                .mapToDouble(figure)
                .toArray();
    }
}
