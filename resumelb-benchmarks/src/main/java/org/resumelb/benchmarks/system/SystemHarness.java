package org.resumelb.benchmarks.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.resumelb.benchmarks.HarnessOptions;

/**
 * What a whole system serves: a newspaper whose workers have bounded caches and a bounded capacity, behind load balancers
 * of several kinds. Each in turn gets new workers, is warmed up with the beginning of a log, and plays what follows with
 * more and more clients; what counts is the most that it serves while the 99th percentile stays within a limit. It has the
 * first processor for itself; workers and clients have the others.
 *
 * <p>Arguments, each with its value: {@code --log FILE,...}, {@code --rivals a,b,...}, {@code --workers 4}, {@code --cache N}
 * (objects that a worker can cache; by default all together just have room for what is played), {@code --clients
 * 16,32,64}, {@code --warm 20000}, {@code --requests 10000} (for each number of clients), {@code --p99 100} (ms),
 * {@code --rounds 1}, {@code --chart FILE} (an SVG).
 */
final class SystemHarness {
    private final HarnessOptions options;
    private final List<String> rivals;
    private final int[] clients;
    private final int workers;
    private final int cache;
    private final int warm;
    private final int requests;
    private final int limitMillis;
    private final int rounds;
    private final List<Path> logs;

    private SystemHarness(String[] arguments) {
        options = new HarnessOptions(
                List.of(
                        "--log", "",
                        "--rivals", String.join(",", Contender.NAMES),
                        "--workers", "4",
                        "--cache", "0",
                        "--clients", "16,32,64",
                        "--warm", "20000",
                        "--requests", "10000",
                        "--p99", "100",
                        "--rounds", "1",
                        "--chart", ""),
                arguments);
        rivals = options.list("--rivals");
        rivals.stream().filter(name -> !Contender.NAMES.contains(name)).forEach(name -> {
            throw new IllegalArgumentException("--rivals: " + name + " (expected: of " + Contender.NAMES + ")");
        });
        clients = options.numbers("--clients");
        workers = options.number("--workers", 1);
        cache = options.number("--cache", 0);
        warm = options.number("--warm", 0);
        requests = options.number("--requests", 1);
        limitMillis = options.number("--p99", 1);
        rounds = options.number("--rounds", 1);
        logs = options.list("--log").stream().map(Path::of).toList();
        if (logs.isEmpty() || !logs.stream().allMatch(Files::isReadable)) {
            throw new IllegalArgumentException(
                    "--log: " + (logs.isEmpty() ? "none" : logs) + " (expected: access logs that can be read)");
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

    private void run() throws IOException, InterruptedException {
        if (!Pinning.isPossible()) {
            System.out.println("one processor, or no taskset: all share what there is");
        }
        Pinning.leaveTheFirst();
        Path folder = Files.createTempDirectory("system-harness");
        // nginx reads as another user.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        SystemReport report = new SystemReport(limitMillis);
        for (int round = 0; round < rounds; round++) {
            for (Path log : logs) {
                playAll(log, folder, report);
            }
        }
        report.print(System.out);
        if (!options.text("--chart").isEmpty()) {
            Files.writeString(Path.of(options.text("--chart")), report.chart());
        }
    }

    private void playAll(Path file, Path folder, SystemReport report) throws IOException, InterruptedException {
        Requests log = Requests.read(file, warm + clients.length * requests);
        int capacity = cache > 0 ? cache : log.objects() / workers;
        SystemReport.Log played = report.log(file, log, capacity);
        for (String name : rivals) {
            if (Contender.isInstalled(name)) {
                played.add(name, best(play(name, log, capacity, folder)));
            } else {
                System.out.println(name + " is not installed: left out");
            }
        }
    }

    private List<Step> play(String name, Requests log, int capacity, Path folder)
            throws IOException, InterruptedException {
        List<Step> steps = new ArrayList<>();
        try (RunningNewspapers running = RunningNewspapers.start(workers, capacity);
                Contender contender = Contender.start(name, running.urls(), log.isOfOneSite(), folder)) {
            Player player = new Player(log, running, contender);
            int warmUpClients = 4 * workers;
            System.err.println(name + " warms up: " + player.play(warmUpClients, warm));
            for (int count : clients) {
                Step step = player.play(count, requests);
                System.err.println(name + ": " + step);
                steps.add(step);
            }
        }
        return steps;
    }

    /** The one that served most of those within the limit, or the fastest answers if there is none. */
    private Step best(List<Step> steps) {
        return steps.stream()
                .filter(step -> step.p99Millis() <= limitMillis)
                .max(Comparator.comparingDouble(Step::requestsPerSecond))
                .orElseGet(() -> steps.stream()
                        .min(Comparator.comparingDouble(Step::p99Millis))
                        .orElseThrow());
    }
}
