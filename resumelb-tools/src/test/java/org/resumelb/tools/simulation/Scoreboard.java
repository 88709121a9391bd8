package org.resumelb.tools.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.ResumeSettings;

/**
 * For those who work on the policy: one line for each of a few points that tell most, in a minute or two. Arguments are
 * sections to print, all without any; {@code -Dresume.NAME=value} sets a parameter, {@code -Dtraces=DIR} says where
 * recorded traffic is, {@code -Dall} takes all of it, {@code -Dseed=N} takes another seed, {@code -Dshare=N}
 * is the only share of the work that abuse asks for.
 */
final class Scoreboard {
    private static final long SEED = Long.getLong("seed", 1);

    private final Map<String, Section> sections = new LinkedHashMap<>();

    private Scoreboard() {
        sections.put("grid", Scoreboard::grid);
        sections.put("mini", Scoreboard::mini);
        sections.put("balancers", Scoreboard::balancers);
        sections.put("cold", Scoreboard::cold);
        sections.put("small", Scoreboard::small);
        sections.put("abuse", Scoreboard::abuse);
        sections.put("restart", Scoreboard::restart);
        sections.put("fits", Scoreboard::fits);
        sections.put("demo", Scoreboard::demo);
        sections.put("system", Scoreboard::system);
        sections.put("traces", Scoreboard::traces);
    }

    /** Something to print. */
    @FunctionalInterface
    private interface Section {
        void print() throws IOException;
    }

    /** Prints the sections named. */
    public static void main(String[] names) throws IOException {
        Scoreboard board = new Scoreboard();
        Set<String> wanted = names.length == 0 ? board.sections.keySet() : Set.of(names);
        for (String name : wanted) {
            if (!board.sections.containsKey(name)) {
                throw new IllegalArgumentException(
                        "section: " + name + " (expected: of " + board.sections.keySet() + ")");
            }
        }
        for (Map.Entry<String, Section> section : board.sections.entrySet()) {
            if (wanted.contains(section.getKey())) {
                long start = System.nanoTime();
                section.getValue().print();
                print("  (%s: %.0f s)%n", section.getKey(), (System.nanoTime() - start) / 1e9);
            }
        }
    }

    private static Contender tuned(Contender contender) {
        ResumeSettings settings = ResumeSettings.of(parameter -> {
            String value = System.getProperty(parameter.key());
            return value == null ? parameter.byDefault() : Double.parseDouble(value);
        });
        return contender.with(contender.settings().withResume(settings));
    }

    private static void grid() {
        header();
        for (double load : new double[] {Point.CLOSED, 0.6, 0.85}) {
            for (double cache : new double[] {0.5, 1}) {
                measure(new Point(16, 500, cache, load), Contender.RESUME);
            }
        }
        measure(new Point(16, 500, 1, 0.85), Contender.RESUME_BY_TIMES);
        measure(new Point(64, 500, 1, 0.85), Contender.RESUME);
    }

    private static void mini() {
        header();
        measure(new Point(16, 500, 1, Point.CLOSED), Contender.RESUME);
        measure(new Point(16, 500, 1, 0.85), Contender.RESUME);
        measure(new Point(16, 500, 0.5, 0.85), Contender.RESUME);
    }

    private static void balancers() {
        header();
        for (double load : new double[] {Point.CLOSED, 0.6}) {
            for (int balancers : new int[] {1, 4}) {
                measure(new Point(16, 500, 1, load).withBalancers(balancers), Contender.RESUME);
            }
        }
    }

    private static void cold() {
        header();
        Point point = new Point(16, 500, 1, 0.85).withThreads(16).with(Point.Start.COLD);
        measure(point, Contender.RESUME);
        measure(point, Contender.classic(1, 999));
    }

    private static void fits() {
        header();
        for (double load : new double[] {Point.CLOSED, 0.6}) {
            Point point = new Point(16, 500, 32, load).with(Point.Start.FULL);
            measure(point, Contender.RESUME);
            measure(point, Contender.LEAST_CONNECTIONS);
        }
    }

    private static void small() {
        print("%-50s %-24s %-24s %-24s%n", "share of misses", "resume", "service times only", "best classic");
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < SmallPool.grid().size(); i += i < 3 ? 1 : 4) {
            SmallPool pool = SmallPool.grid().get(i);
            double[] ours = pool.measure(tuned(Contender.RESUME), SEED);
            double[] byTimes = pool.measure(tuned(Contender.RESUME_BY_TIMES), SEED);
            double[] classic = Contender.classics().stream()
                    .map(each -> pool.measure(each, SEED))
                    .min(Comparator.comparingDouble(misses -> misses[SmallPool.SOON]))
                    .orElseThrow();
            ratios.add(SmallPoolTable.ratio(byTimes[SmallPool.SOON], classic[SmallPool.SOON]));
            print("%-50s %-24s %-24s %-24s%n", pool.title(), text(ours), text(byTimes), text(classic));
        }
        print(
                "service times only / best classic, requests 1,000 to 3,000: mean %.3f, worst %.2f%n",
                Spread.geometricMean(ratios), Collections.max(ratios));
    }

    private static String text(double[] misses) {
        return String.format(Locale.ROOT, "%.3f  %.3f  %.3f", misses[0], misses[1], misses[2]);
    }

    private static void abuse() {
        print(
                "%-58s %9s %9s %8s %7s %7s %8s %9s%n",
                "others with it / without it", "p99", "mean", "refused", "idle", "held", "its/s", "its p99 /");
        String share = System.getProperty("share");
        if (share != null) {
            Abuse.Figures calm = abuse(Abuse.Offer.NONE, Abuse.Timing.SUDDEN, 4, null);
            abuse(Abuse.Offer.oneClass(Double.parseDouble(share)), Abuse.Timing.SUDDEN, 4, calm);
            return;
        }
        for (Abuse.Timing timing : Abuse.Timing.values()) {
            int threads = 4;
            Abuse.Figures calm = abuse(Abuse.Offer.NONE, timing, threads, null);
            for (double load : new double[] {0.3, 0.9, 0.99}) {
                abuse(Abuse.Offer.oneClass(load), timing, threads, calm);
            }
        }
        Abuse.Figures calm = abuse(Abuse.Offer.NONE, Abuse.Timing.SUDDEN, 1, null);
        abuse(Abuse.Offer.oneClass(0.6), Abuse.Timing.SUDDEN, 1, calm);
        abuse(Abuse.Offer.manyClients(), Abuse.Timing.SUDDEN, 1, calm);
        abuse(Abuse.Offer.manyClasses(400, true), Abuse.Timing.SUDDEN, 1, calm);
    }

    private static Abuse.Figures abuse(
            Abuse.Offer offer, Abuse.Timing timing, int threads, Abuse.@Nullable Figures calm) {
        Abuse abuse = new Abuse(offer, timing, threads);
        Abuse.Figures with = abuse.measure(tuned(Contender.RESUME), SEED);
        Abuse.Figures without = calm == null ? with : calm;
        print(
                "%-58s %4.0f %4.1f %4.0f %4.1f %8.0f %7.3f %7.3f %8.0f %9.2f%n",
                abuse.title(),
                with.p99Millis(),
                with.p99Millis() / without.p99Millis(),
                with.meanMillis(),
                with.meanMillis() / without.meanMillis(),
                with.refused(),
                with.wasted(),
                with.held(),
                with.greedyPerSecond(),
                with.greedyP99Millis() / with.p99Millis());
        return with;
    }

    private static void restart() {
        print(
                "%-28s %8s %8s  %s%n",
                "restart", "LB 2,000", "LB 20,000", "worker, résumé kept / lost: work, misses, req/s");
        for (Contender contender : List.of(Contender.RESUME, Contender.RESUME_BY_TIMES, Contender.classic(4, 9999))) {
            RestartDrills drills = new RestartDrills(tuned(contender), SEED);
            print(
                    "%-28s %8.2f %8.2f  %s / %s%n",
                    contender.name().replace("variance ", "").replace("history ", ""),
                    drills.balancerRestarted(2_000),
                    drills.balancerRestarted(20_000),
                    String.join("  ", RestartTable.windows(drills.workerRestarted(true))),
                    String.join("  ", RestartTable.windows(drills.workerRestarted(false))));
        }
    }

    private static void demo() throws IOException {
        print(
                "%-34s %-18s %6s %8s %6s %7s %7s %8s %7s%n",
                "", "", "loads", "caffeine", "busy", "req/s", "p50 ms", "p99 ms", "overlap");
        Path folder = Path.of(System.getProperty("traces", "traces"));
        for (String log : System.getProperty("logs", "sparkblog,usagov_hosts").split(",", -1)) {
            for (DemoDrill.Machines machines : DemoDrill.Machines.values()) {
                Path file = folder.resolve(log + ".access.log.gz");
                DemoDrill drill = new DemoDrill(file, log.equals("sparkblog") ? 30_000 : 50_000, machines);
                for (Contender contender : List.of(Contender.LEAST_CONNECTIONS, Contender.RESUME)) {
                    DemoDrill.Figures figures = drill.measure(tuned(contender), SEED);
                    Result result = figures.result();
                    print(
                            "%-34s %-18s %6.3f %8.3f %6.2f %7.0f %7.1f %8.1f %7.3f%n",
                            log + ", "
                                    + machines.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            contender.name(),
                            result.misses(),
                            figures.demosLoads(),
                            figures.busiest(),
                            result.perSecond(),
                            result.p50Millis(),
                            result.p99Millis(),
                            result.overlap());
                }
            }
        }
    }

    private static void system() throws IOException {
        print("%-14s %-24s %s%n", "", "", "for each number of clients: req/s, loads, p50, p99, overlap, busiest");
        for (String log : System.getProperty("logs", "sparkblog,usagov_hosts").split(",", -1)) {
            Path file = log.contains("/")
                    ? Path.of(log)
                    : Path.of(System.getProperty("traces", "traces"), log + ".access.log.gz");
            SystemDrill drill = new SystemDrill(file);
            for (Contender contender : System.getProperty("ours") == null
                    ? List.of(
                            Contender.LEAST_CONNECTIONS,
                            Contender.HASH_OF_CLASS,
                            Contender.BOUNDED,
                            Contender.classic(4, 999),
                            Contender.RESUME)
                    : List.of(Contender.RESUME)) {
                StringBuilder line = new StringBuilder();
                for (Result result : drill.measure(tuned(contender), SEED)) {
                    line.append(String.format(
                            Locale.ROOT,
                            " |%6.0f %.3f %5.1f %5.0f %.3f %.2f",
                            result.perSecond(),
                            result.misses(),
                            result.p50Millis(),
                            result.p99Millis(),
                            result.overlap(),
                            result.busiest()));
                }
                print(
                        "%-14.14s %-24.24s%s%n",
                        file.getFileName(), contender.name().replace("connections", "conn."), line);
            }
        }
    }

    private static void traces() throws IOException {
        TraceSet traces = TraceSet.read(Path.of(System.getProperty("traces", "traces")));
        print(
                "%-24s %7s %9s %9s %8s %8s %9s %8s%n",
                "resume", "misses", "/ classic", "/ 1 cache", "p99 ms", "/ best", "mean ms", "/ best");
        for (double percent : new double[] {1, 10}) {
            for (TracePoint point : traces.points(percent)) {
                if (System.getProperty("all") != null
                        || Set.of("sparkblog", "wikispeedia").contains(point.name())) {
                    trace(point);
                }
            }
        }
    }

    private static void trace(TracePoint point) {
        List<Result> classics = new ArrayList<>();
        for (Contender classic :
                List.of(Contender.classic(1, 99), Contender.classic(1, 999), Contender.classic(4, 9999))) {
            classics.add(point.measure(classic, SEED));
        }
        Result ours = point.measure(tuned(Contender.RESUME), SEED);
        double oneCache = point.measure(Contender.ONE_CACHE, SEED).misses();
        print(
                "%-24s %7.3f %9.2f %9.2f %8.0f %8.2f %9.1f %8.2f%s%n",
                point.title(),
                ours.misses(),
                ours.misses() / least(classics, Result::misses),
                ours.misses() / oneCache,
                ours.p99Millis(),
                ours.p99Millis() / least(classics, Result::p99Millis),
                ours.meanMillis(),
                ours.meanMillis() / least(classics, Result::meanMillis),
                ours.stable() ? "" : " unstable");
    }

    private static double least(List<Result> results, ToDoubleFunction<Result> figure) {
        return results.stream().mapToDouble(figure).min().orElseThrow();
    }

    private static void measure(Point point, Contender contender) {
        row(
                point.title() + (contender.equals(Contender.RESUME) ? "" : ", " + contender.name()),
                point.measure(tuned(contender), SEED));
    }

    private static void header() {
        print("%-86s %7s %7s %8s %8s %6s %6s%n", "", "misses", "req/s", "mean ms", "p99 ms", "busy", "repl");
    }

    private static void row(String title, Result result) {
        print(
                "%-86s %7.3f %7.0f %8.1f %8.0f %6.2f %6.2f%s%n",
                title,
                result.misses(),
                result.perSecond(),
                result.meanMillis(),
                result.p99Millis(),
                result.busiest(),
                result.replicas(),
                result.stable() ? "" : " unstable");
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
