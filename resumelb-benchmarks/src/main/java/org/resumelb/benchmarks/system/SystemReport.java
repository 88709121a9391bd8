package org.resumelb.benchmarks.system;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.resumelb.tools.simulation.BarChart;

/** One table, and one chart, of what load balancers served of several logs, the median of each one's rounds. */
final class SystemReport {
    private static final String REFERENCE = "haproxy-leastconn";

    private final int limitMillis;
    private final Map<String, Log> logs = new LinkedHashMap<>();

    SystemReport(int limitMillis) {
        this.limitMillis = limitMillis;
    }

    /** The part of a log, of which a worker's cache has room for so many objects. */
    Log log(Path file, Requests requests, int capacity) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\..*", "");
        return logs.computeIfAbsent(name, key -> new Log(requests, capacity));
    }

    /** What was served of one log. */
    static final class Log {
        private final Requests requests;
        private final int capacity;
        private final Map<String, List<Step>> rounds = new LinkedHashMap<>();

        private Log(Requests requests, int capacity) {
            this.requests = requests;
            this.capacity = capacity;
        }

        /** The best of a load balancer in one more round. */
        void add(String balancer, Step best) {
            rounds.computeIfAbsent(balancer, name -> new ArrayList<>()).add(best);
        }

        private Step median(String balancer) {
            List<Step> sorted = new ArrayList<>(rounds.getOrDefault(balancer, List.of()));
            sorted.sort((one, other) -> Double.compare(one.requestsPerSecond(), other.requestsPerSecond()));
            return sorted.get(sorted.size() / 2);
        }

        /** By how much more than the reference it served, in the median of the rounds that both played; 0 if none. */
        private double ratio(String balancer) {
            List<Step> own = rounds.getOrDefault(balancer, List.of());
            List<Step> reference = rounds.getOrDefault(REFERENCE, List.of());
            double[] ratios = new double[Math.min(own.size(), reference.size())];
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] = own.get(i).requestsPerSecond() / reference.get(i).requestsPerSecond();
            }
            Arrays.sort(ratios);
            return ratios.length == 0 ? 0 : ratios[ratios.length / 2];
        }
    }

    void print(PrintStream out) {
        logs.forEach((name, log) -> out.printf(
                Locale.ROOT,
                "%s: %,d objects, caches of %,d, classes by %s; the most within a p99 of %d ms; median of %d rounds%n",
                name,
                log.requests.objects(),
                log.capacity,
                log.requests.isOfOneSite() ? "the path's first segment" : "host",
                limitMillis,
                log.rounds.values().stream().mapToInt(List::size).max().orElse(0)));
        out.println(
                "| log | balancer | requests/s | / leastconn | clients | p50 ms | p99 ms | loads/request | overlap |"
                        + " busiest/mean | CPU µs/request | errors |\n|---|---|---|---|---|---|---|---|---|---|---|---|");
        logs.forEach((name, log) -> log.rounds.keySet().forEach(balancer -> print(out, name, log, balancer)));
    }

    private void print(PrintStream out, String name, Log log, String balancer) {
        Step median = log.median(balancer);
        out.printf(
                Locale.ROOT,
                "| %s | %s | %,.0f | %s | %d | %.1f | %.1f%s | %.3f | %.3f | %.2f | %.0f | %d |%n",
                name,
                balancer,
                median.requestsPerSecond(),
                log.ratio(balancer) == 0 ? "–" : String.format(Locale.ROOT, "%.2f", log.ratio(balancer)),
                median.clients(),
                median.p50Millis(),
                median.p99Millis(),
                median.p99Millis() > limitMillis ? " (over)" : "",
                median.loads(),
                median.overlap(),
                median.busiest(),
                median.cpuMicros(),
                log.rounds.getOrDefault(balancer, List.of()).stream()
                        .mapToLong(Step::errors)
                        .sum());
    }

    /** Requests/s within the limit, as an SVG. */
    String chart() {
        Map<String, Map<String, Double>> groups = new LinkedHashMap<>();
        logs.forEach((name, log) -> log.rounds
                .keySet()
                .forEach(balancer -> groups.computeIfAbsent(name, key -> new LinkedHashMap<>())
                        .put(balancer, log.median(balancer).requestsPerSecond())));
        return BarChart.svg("requests/s within a p99 of " + limitMillis + " ms", groups);
    }
}
