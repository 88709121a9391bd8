package org.resumelb.benchmarks.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.resumelb.benchmarks.HarnessOptions;

/**
 * What a whole system serves: a newspaper whose workers have bounded caches and a bounded capacity, behind load balancers
 * of several kinds. Each in turn gets new workers, is warmed up with the beginning of a log, and plays what follows with
 * more and more clients; what counts is the most that it serves while the 99th percentile stays within a limit. It has the
 * first processor for itself; workers and clients have the others.
 *
 * <p>Arguments, each with its value: {@code --log FILE}, {@code --rivals a,b,...}, {@code --workers 4}, {@code --cache N}
 * (objects that a worker can cache; by default all together just have room for what is played), {@code --clients
 * 16,32,64}, {@code --warm 20000}, {@code --requests 10000} (for each number of clients), {@code --p99 100} (ms),
 * {@code --rounds 1}.
 */
final class SystemHarness {
    private final HarnessOptions options;

    private SystemHarness(String[] arguments) {
        options = new HarnessOptions(
                Map.of(
                        "--log", "",
                        "--rivals", String.join(",", Contender.NAMES),
                        "--workers", "4",
                        "--cache", "0",
                        "--clients", "16,32,64",
                        "--warm", "20000",
                        "--requests", "10000",
                        "--p99", "100",
                        "--rounds", "1"),
                arguments);
        if (options.text("--log").isEmpty()) {
            throw new IllegalArgumentException("--log: none (expected: an access log)");
        }
    }

    public static void main(String[] arguments) throws Exception {
        try {
            new SystemHarness(arguments).run();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private int[] clients() {
        return Arrays.stream(options.text("--clients").split(",", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private void run() throws IOException, InterruptedException {
        if (!Pinning.isPossible()) {
            System.out.println("one processor, or no taskset: all share what there is");
        }
        Pinning.leaveTheFirst();
        int steps = clients().length;
        Requests log = Requests.read(
                Path.of(options.text("--log")), options.number("--warm") + steps * options.number("--requests"));
        int capacity =
                options.number("--cache") > 0 ? options.number("--cache") : log.objects() / options.number("--workers");
        Path folder = Files.createTempDirectory("system-harness");
        // nginx reads as another user.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, List<Step>> best = new LinkedHashMap<>();
        for (int round = 0; round < options.number("--rounds"); round++) {
            for (String name : options.text("--rivals").split(",", -1)) {
                if (Contender.isInstalled(name)) {
                    best.computeIfAbsent(name, key -> new ArrayList<>()).add(best(play(name, log, capacity, folder)));
                } else {
                    System.out.println(name + " is not installed: left out");
                }
            }
        }
        print(log, capacity, best);
    }

    private List<Step> play(String name, Requests log, int capacity, Path folder)
            throws IOException, InterruptedException {
        List<Step> steps = new ArrayList<>();
        try (RunningNewspapers workers = RunningNewspapers.start(options.number("--workers"), capacity);
                Contender contender = Contender.start(name, workers.urls(), log.isOfOneSite(), folder)) {
            Player player = new Player(log, workers, contender);
            int warmUpClients = 4 * options.number("--workers");
            System.err.println(name + " warms up: " + player.play(warmUpClients, options.number("--warm")));
            for (int clients : clients()) {
                Step step = player.play(clients, options.number("--requests"));
                System.err.println(name + ": " + step);
                steps.add(step);
            }
        }
        return steps;
    }

    /** The one that served most of those within the limit, or the fastest answers if there is none. */
    private Step best(List<Step> steps) {
        return steps.stream()
                .filter(step -> step.p99Millis() <= options.number("--p99"))
                .max(Comparator.comparingDouble(Step::requestsPerSecond))
                .orElseGet(() -> steps.stream()
                        .min(Comparator.comparingDouble(Step::p99Millis))
                        .orElseThrow());
    }

    private void print(Requests log, int capacity, Map<String, List<Step>> best) {
        System.out.printf(
                Locale.ROOT,
                "%s: %,d objects, caches of %,d, classes by %s; the most within a p99 of %s ms; median of %s rounds%n",
                Path.of(options.text("--log")).getFileName(),
                log.objects(),
                capacity,
                log.isOfOneSite() ? "the path's first segment" : "host",
                options.text("--p99"),
                options.text("--rounds"));
        System.out.println(
                "| balancer | requests/s | clients | p50 ms | p99 ms | loads/request | overlap | busiest/mean |"
                        + " CPU µs/request | errors |\n|---|---|---|---|---|---|---|---|---|---|");
        best.forEach((name, rounds) -> {
            List<Step> sorted = rounds.stream()
                    .sorted(Comparator.comparingDouble(Step::requestsPerSecond))
                    .toList();
            Step median = sorted.get(sorted.size() / 2);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f | %d | %.1f | %.1f%s | %.3f | %.3f | %.2f | %.0f | %d |%n",
                    name,
                    median.requestsPerSecond(),
                    median.clients(),
                    median.p50Millis(),
                    median.p99Millis(),
                    median.p99Millis() > options.number("--p99") ? " (over)" : "",
                    median.loads(),
                    median.overlap(),
                    median.busiest(),
                    median.cpuMicros(),
                    rounds.stream().mapToLong(Step::errors).sum());
        });
    }
}
