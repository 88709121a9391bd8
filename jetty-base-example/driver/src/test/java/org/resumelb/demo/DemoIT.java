package org.resumelb.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.demo.process.Installation;
import org.resumelb.demo.process.Layout;
import org.resumelb.demo.process.Processes;
import org.resumelb.demo.result.Run;

/** The demo itself, small, with all its processes. */
@Timeout(300)
final class DemoIT {
    private static final int REQUESTS = 4000;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void bothRunsServeEverythingAndResumesSaveDatabaseLoads() throws Exception {
        Layout layout = new Layout(2, 1, false);
        DemoSettings settings = new DemoSettings(
                new Installation(Path.of("..")), List.of(), layout, Caches.USUAL, null, REQUESTS, "classic", null);
        Demo.Outcome outcome;
        try (Processes processes = new Processes();
                PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8)) {
            outcome = new Demo(settings, folder, processes, out).run();
        }
        Run before = outcome.comparison().before();
        Run after = outcome.comparison().after();
        assertEquals(List.of("least-backlog", "classic"), List.of(before.policy(), after.policy()));
        assertEquals(List.of(REQUESTS + 0L, REQUESTS + 0L), List.of(before.requests(), after.requests()));
        assertEquals(0, before.errors() + after.errors(), shown.toString(StandardCharsets.UTF_8));
        assertTrue(after.databaseLoadsPerRequest() < 0.8 * before.databaseLoadsPerRequest(), before + " " + after);
        assertTrue(after.overlap() < before.overlap() / 3, before + " " + after);
        assertEachProcessHasLeftItsLog();
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
