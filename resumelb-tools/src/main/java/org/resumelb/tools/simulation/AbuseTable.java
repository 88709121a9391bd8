package org.resumelb.tools.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** What others suffer when somebody asks for much. */
final class AbuseTable {
    private static final List<Contender> RIVALS = List.of(Contender.classic(1, 999), Contender.LEAST_CONNECTIONS);
    private static final List<String> COLUMNS = List.of(
            "others' p99 / without",
            "mean / without",
            "refused",
            "idle while one waits",
            "of it, one held back",
            "its requests/s",
            "its p99 / others'",
            "classic (1, 999): p99 / without",
            "least connections: p99 / without");

    private final Runs runs;
    private final int seeds;

    AbuseTable(Runs runs, int seeds) {
        this.runs = runs;
        this.seeds = seeds;
    }

    void compose(ReportFiles report) {
        report.text("## When somebody asks for much (16 workers, 500 classes, caches for the working set)");
        report.text(
                "The others ask for 40 % of what the pool can do. One class asks for so many percent of it besides, or 800"
                        + " clients of one class ask again as soon as they are answered, or 400 with a class each. Suddenly: the"
                        + " first 30 seconds (15 with 4 threads) after it begins in a warm pool; always: after ten; from cold:"
                        + " all begin together, with empty caches. \"Without\" is the same time without it. Idle: share of"
                        + " the workers' time in which one had nothing to do while a request waited anywhere.");
        for (int threads : new int[] {1, 4}) {
            Map<String, List<String>> rows = new LinkedHashMap<>();
            cases(threads).forEach(abuse -> rows.put(abuse.title(), row(abuse)));
            report.table("asked for besides", COLUMNS, rows);
        }
    }

    private static List<Abuse> cases(int threads) {
        List<Abuse> cases = new ArrayList<>();
        for (Abuse.Timing timing : Abuse.Timing.values()) {
            for (Abuse.Offer offer : offers()) {
                cases.add(new Abuse(offer, timing, threads));
            }
        }
        return cases;
    }

    private static List<Abuse.Offer> offers() {
        List<Abuse.Offer> offers = new ArrayList<>();
        for (double load : new double[] {0.1, 0.17, 0.3, 0.6, 0.9, 0.99}) {
            offers.add(Abuse.Offer.oneClass(load));
        }
        offers.add(Abuse.Offer.manyClients());
        offers.add(Abuse.Offer.manyClasses(400, true));
        offers.add(Abuse.Offer.manyClasses(400, false));
        return offers;
    }

    private List<String> row(Abuse abuse) {
        List<String> cells = new ArrayList<>(List.of(
                ratio(abuse, Contender.RESUME, Abuse.Figures::p99Millis),
                ratio(abuse, Contender.RESUME, Abuse.Figures::meanMillis),
                number(abuse, Abuse.Figures::refused, 0),
                number(abuse, Abuse.Figures::wasted, 3),
                number(abuse, Abuse.Figures::held, 3),
                number(abuse, Abuse.Figures::greedyPerSecond, 0),
                number(abuse, figures -> figures.greedyP99Millis() / figures.p99Millis(), 2)));
        RIVALS.forEach(rival -> cells.add(ratio(abuse, rival, Abuse.Figures::p99Millis)));
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
