package org.resumelb.tools.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.resumelb.pool.ResumeSettings;

/**
 * For those who work on the policy: one line for each of a few points that tell most, in a minute or two. Arguments are
 * sections to print, all without any; {@code -Dresume.NAME=value} sets a parameter, {@code -Dtraces=DIR} says where
 * recorded traffic is, {@code -Dseed=N} takes another seed.
 */
final class Scoreboard {
    private static final long SEED = Long.getLong("seed", 1);

    private final Map<String, Section> sections = new LinkedHashMap<>();

    private Scoreboard() {
        sections.put("grid", Scoreboard::grid);
        sections.put("mini", Scoreboard::mini);
        sections.put("balancers", Scoreboard::balancers);
        sections.put("cold", Scoreboard::cold);
        sections.put("fits", Scoreboard::fits);
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
                throw new IllegalArgumentException("section: " + name + " (expected: of " + board.sections.keySet() + ")");
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

    private static void traces() throws IOException {
        TraceSet traces = TraceSet.read(Path.of(System.getProperty("traces", "traces")));
        header();
        for (double percent : new double[] {1, 10}) {
            for (TracePoint point : traces.points(percent)) {
                if (Set.of(System.getProperty("names", "sparkblog,wikispeedia").split(",")).contains(point.name())) {
                    for (Contender each : Boolean.getBoolean("ours")
                            ? List.of(tuned(Contender.RESUME))
                            : List.of(tuned(Contender.RESUME), Contender.classic(1, 999), Contender.ONE_CACHE)) {
                        row(point.title() + ", " + each.name(), point.measure(each, SEED));
                    }
                }
            }
        }
    }

    private static void measure(Point point, Contender contender) {
        row(point.title() + (contender == Contender.RESUME ? "" : ", " + contender.name()), point.measure(tuned(contender), SEED));
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
