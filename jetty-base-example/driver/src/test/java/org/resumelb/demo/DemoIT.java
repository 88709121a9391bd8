package org.resumelb.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.demo.process.Installation;
import org.resumelb.demo.process.Processes;
import org.resumelb.demo.result.Comparison;
import org.resumelb.demo.result.Run;
import picocli.CommandLine;

/**
 * The demo itself, with all its processes, as {@code resumelb simulate --log} names it: it confirms what that has said.
 */
@Timeout(3600)
final class DemoIT {
    private static final double TOLERANCE = 0.15;

    private static final Pattern COMMAND = Pattern.compile("(?m)^  jetty-base-example/demo (?<arguments>.*)$");
    private static final Pattern FORECAST = Pattern.compile(
            "about (?<before>[0-9.]+) database loads per request for least-backlog and (?<after>[0-9.]+) for resume");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void theDemoConfirmsWhatTheSimulationOfAMadeLogHasSaid() throws Exception {
        Comparison runs = confirmed(made(), "--workers", "2");

        assertTrue(runs.after().overlap() < runs.before().overlap() / 2, runs.table());
        assertEachProcessHasLeftItsLog();
    }

    /** Takes a quarter of an hour. */
    @ParameterizedTest
    @ValueSource(strings = {"usagov_hosts", "sparkblog"})
    @EnabledIfSystemProperty(named = "resumelb.demo.traces", matches = "true")
    void theDemoConfirmsWhatTheSimulationOfARealLogHasSaid(String trace) throws Exception {
        String property = System.getProperty("resumelb.traces.dir", "");
        Path traces = property.isEmpty() ? Path.of("..", "..", "..", "shared", "traces") : Path.of(property);
        Path log = traces.resolve(trace + ".access.log.gz");
        assumeTrue(Files.exists(log), () -> "skipped: no " + log + "; set -Dresumelb.traces.dir=FOLDER");

        confirmed(log);
    }

    /** Simulates, plays what that recommends, and compares. */
    private Comparison confirmed(Path log, String... options) throws Exception {
        String advice = simulated(log, options);
        Matcher command = COMMAND.matcher(advice);
        Matcher forecast = FORECAST.matcher(advice);
        assertTrue(command.find() && forecast.find(), advice);
        Demo.Outcome outcome = played(words(command.group("arguments")));
        Run before = outcome.comparison().before();
        Run after = outcome.comparison().after();
        assertEquals(List.of("least-backlog", "resume"), List.of(before.policy(), after.policy()));
        assertEquals(0, before.errors() + after.errors(), shown.toString(StandardCharsets.UTF_8));
        assertNear(forecast.group("before"), before);
        assertNear(forecast.group("after"), after);
        return outcome.comparison();
    }

    private static void assertNear(String forecast, Run run) {
        double said = Double.parseDouble(forecast);
        assertEquals(said, run.databaseLoadsPerRequest(), TOLERANCE * said, run.toString());
    }

    /** As a user runs it. */
    private String simulated(Path log, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-jar",
                "../../resumelb-tools/target/resumelb.jar",
                "simulate",
                "--log",
                log.toString()));
        command.addAll(List.of(options));
        return output(command);
    }

    /** What a shell makes of a line. */
    private List<String> words(String line) throws Exception {
        return output(List.of("sh", "-c", "printf '%s\\n' " + line)).lines().toList();
    }

    private String output(List<String> command) throws Exception {
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> command + ":\n" + read(said));
        return read(said);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Demo.Outcome played(List<String> arguments) throws Exception {
        CommandLine line = Main.commandLine();
        line.parseArgs(arguments.toArray(new String[0]));
        Main main = line.getCommand();
        try (Processes processes = new Processes();
                PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8)) {
            return new Demo(main.settings(new Installation(Path.of(".."))), folder, processes, out).run();
        }
    }

    /** Sections of one site, with pages of different sizes and popularity; a fifth of the requests are for new pages. */
    private Path made() throws IOException {
        Random random = new Random(1);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 6000; i++) {
            int section = (int) (60 * Math.pow(random.nextDouble(), 1.5));
            int page = (int) (40 * Math.pow(random.nextDouble(), 2));
            String name = random.nextInt(5) == 0 ? "/new" + i : "/page" + page;
            int size = 1000 + 1000 * ((section * 7 + page * 5) % 20);
            lines.add("10.0.0.1 - - [20/Feb/2016:05:00:45 +0100] \"GET /section" + section + name + " HTTP/1.1\" 200 "
                    + size);
        }
        return Files.write(folder.resolve("made.log"), lines);
    }

    private void assertEachProcessHasLeftItsLog() throws IOException {
        Path logs = folder.resolve("logs");
        assertTrue(shown.toString(StandardCharsets.UTF_8).contains(logs.toString()), "the folder is shown");
        try (Stream<Path> files = Files.list(logs)) {
            assertEquals(
                    List.of(
                            "1-database.log",
                            "1-lb.log",
                            "1-worker-1.log",
                            "1-worker-2.log",
                            "2-database.log",
                            "2-lb.log",
                            "2-worker-1.log",
                            "2-worker-2.log"),
                    files.map(log -> log.getFileName().toString()).sorted().toList());
        }
    }
}
