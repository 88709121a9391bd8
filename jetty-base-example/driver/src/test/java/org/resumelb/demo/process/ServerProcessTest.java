package org.resumelb.demo.process;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real JVMs. */
@Timeout(300)
final class ServerProcessTest {
    /** Runs until it is stopped. */
    private static final String ENDLESS =
            "public class Endless { public static void main(String[] a) throws Exception {"
                    + " System.out.println(\"up\"); new java.util.concurrent.CountDownLatch(1).await(); } }";

    @TempDir
    private Path folder;

    @Test
    void aServerThatDiesWhileStartingIsToldWithItsCodeAndLog() {
        try (Processes processes = new Processes()) {
            Path log = folder.resolve("logs").resolve("broken.log");
            ServerProcess process =
                    ServerProcess.start(processes, "broken", folder, log, List.of("-jar", "no-such.jar"));
            DemoException e = assertThrows(DemoException.class, () -> process.await(() -> false));
            assertEquals("broken ended with code 1 while starting; see " + log, String.valueOf(e.getMessage()));
            assertTrue(assertDoesNotThrow(() -> Files.readString(log)).contains("no-such.jar"));
        }
    }

    @Test
    void closingEndsWhatRunsAndLetsNothingStart() throws Exception {
        Processes processes = new Processes();
        Path log = folder.resolve("endless.log");
        ServerProcess process = ServerProcess.start(
                processes, "endless", folder, log, List.of(endless().toString()));
        process.await(() -> Files.exists(log)
                && assertDoesNotThrow(() -> Files.readString(log)).contains("up"));
        assertDoesNotThrow(process::requireAlive);
        processes.close();
        DemoException e = assertThrows(DemoException.class, process::requireAlive);
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("endless ended with code "), String.valueOf(e.getMessage()));
        Path second = folder.resolve("second.log");
        assertThrows(
                DemoException.class,
                () -> ServerProcess.start(processes, "second", folder, second, List.of("-version")));
        assertFalse(Files.exists(second));
    }

    @Test
    void stoppingAllLeavesRoomForTheNextRun() throws Exception {
        try (Processes processes = new Processes()) {
            ServerProcess.start(
                    processes,
                    "one",
                    folder,
                    folder.resolve("1.log"),
                    List.of(endless().toString()));
            processes.stopAll();
            Path log = folder.resolve("2.log");
            ServerProcess next = ServerProcess.start(
                    processes, "two", folder, log, List.of(endless().toString()));
            next.await(() -> assertDoesNotThrow(() -> Files.readString(log)).contains("up"));
            assertDoesNotThrow(next::requireAlive);
        }
    }

    @Test
    void freePortsDiffer() {
        List<Integer> ports = Ports.free(20);
        assertEquals(20, ports.stream().distinct().count());
    }

    private Path endless() throws IOException {
        return Files.writeString(folder.resolve("Endless.java"), ENDLESS);
    }
}
