package org.resumelb.benchmarks.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.resumelb.benchmarks.HarnessOptions;

/**
 * Compares proxies on one machine: all run, and are asked in turn, so that what else the machine does hits all alike.
 * Ratios are of the same round.
 *
 * <p>Arguments, each with its value: {@code --scenario 1k|64k|10m|post[,h2][,new][,500]}, {@code --rivals a,b,...}
 * (direct, haproxy, nginx, stock, balancer, resumelb, and watched: this with the dashboard open and metrics scraped each
 * second; {@code resumelb@-Da=b} is one with an option for its JVM), {@code --rounds 5}, {@code --seconds 5}, {@code --warm 200000}
 * (requests to each beforehand), {@code --connections 64}.
 */
final class ProxyHarness {
    private final HarnessOptions options;
    private final Scenario scenario;
    private final int rounds;
    private final int seconds;
    private final int warm;
    private final int connections;

    private ProxyHarness(String[] arguments) {
        options = new HarnessOptions(
                List.of(
                        "--scenario", "1k",
                        "--rivals", "direct,haproxy,nginx,stock,balancer,resumelb",
                        "--rounds", "5",
                        "--seconds", "5",
                        "--warm", "200000",
                        "--connections", "64"),
                arguments);
        scenario = Scenario.of(options.text("--scenario"));
        rounds = options.number("--rounds", 1);
        seconds = options.number("--seconds", 1);
        warm = options.number("--warm", 0);
        connections = options.number("--connections", 1);
    }

    public static void main(String[] arguments) throws Exception {
        try {
            new ProxyHarness(arguments).run();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private void run() throws IOException, InterruptedException {
        for (String needed : List.of("nginx", scenario.http2() ? "h2load" : "wrk")) {
            if (!Processes.has(needed)) {
                System.out.println(needed + " is not installed: nothing is measured");
                return;
            }
        }
        Path folder = Files.createTempDirectory("proxy-harness");
        // nginx reads as another user.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<Rival> rivals = new ArrayList<>();
        try (Workers worker = new Workers(folder)) {
            for (String name : options.list("--rivals")) {
                if (List.of("haproxy", "nginx").contains(name) && !Processes.has(name)) {
                    System.out.println(name + " is not installed: left out");
                } else if (!(name.equals("direct") && scenario.http2())) {
                    rivals.add(Rival.start(name, worker, scenario.http2(), folder));
                }
            }
            measure(rivals, folder);
        } finally {
            rivals.forEach(Rival::close);
        }
    }

    private void measure(List<Rival> rivals, Path folder) throws IOException, InterruptedException {
        for (Rival rival : rivals) {
            double warmed = 0;
            while (warmed < warm) {
                Measurement part = Measurement.of(rival, scenario, connections, 2, folder);
                warmed += Math.max(1, part.requestsPerSecond() * 2);
                System.err.println(rival.name() + " warms up: " + part);
            }
        }
        Map<String, List<Measurement>> measured = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Rival rival : rivals) {
                Measurement next = Measurement.of(rival, scenario, connections, seconds, folder);
                System.err.println(rival.name() + ": " + next);
                measured.computeIfAbsent(rival.name(), name -> new ArrayList<>())
                        .add(next);
            }
        }
        print(measured);
    }

    private void print(Map<String, List<Measurement>> measured) {
        System.out.println("scenario " + options.text("--scenario") + ", " + options.text("--connections")
                + " connections, " + options.text("--rounds") + " rounds of " + options.text("--seconds")
                + " s; medians (least to most)");
        System.out.println("| proxy | CPU µs/request | / haproxy | / stock | requests/s | / haproxy | p50 ms | p99 ms |"
                + " bytes/request | failed |\n|---|---|---|---|---|---|---|---|---|---|");
        measured.forEach((name, all) -> System.out.println("| " + name + " | "
                + spread(all, Measurement::cpuMicros) + " | "
                + ratio(all, measured.get("haproxy"), Measurement::cpuMicros) + " | "
                + ratio(all, measured.get("stock"), Measurement::cpuMicros) + " | "
                + spread(all, Measurement::requestsPerSecond) + " | "
                + ratio(all, measured.get("haproxy"), Measurement::requestsPerSecond) + " | "
                + spread(all, Measurement::p50Millis) + " | "
                + spread(all, Measurement::p99Millis) + " | "
                + spread(all, Measurement::allocated) + " | "
                + all.stream().mapToLong(Measurement::failed).sum() + " |"));
    }

    private static String spread(List<Measurement> all, ToDoubleFunction<Measurement> of) {
        double[] values = all.stream().mapToDouble(of).sorted().toArray();
        return text(values[values.length / 2]) + " (" + text(values[0]) + "–" + text(values[values.length - 1]) + ")";
    }

    private static String ratio(
            List<Measurement> all, @Nullable List<Measurement> base, ToDoubleFunction<Measurement> of) {
        if (base == null) {
            return "";
        }
        double[] ratios = new double[all.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = of.applyAsDouble(all.get(i)) / of.applyAsDouble(base.get(i));
        }
        Arrays.sort(ratios);
        return String.format(Locale.ROOT, "%.2f", ratios[ratios.length / 2]);
    }

    private static String text(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }
}
