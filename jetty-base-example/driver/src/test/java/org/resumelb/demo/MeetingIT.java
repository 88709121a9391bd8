package org.resumelb.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.demo.process.Cluster;
import org.resumelb.demo.process.ClusterSettings;
import org.resumelb.demo.process.Installation;
import org.resumelb.demo.process.Layout;
import org.resumelb.demo.process.Processes;
import org.resumelb.demo.result.Run;
import org.resumelb.demo.traffic.SyntheticLog;
import org.resumelb.demo.traffic.Traffic;
import org.resumelb.newspaper.archive.Archive;

/** The demo's servers when ZooKeeper brings them together. */
@Timeout(600)
final class MeetingIT {
    private static final int REQUESTS = 400;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void bothLoadBalancersFindWorkersThatTookAnyPort() throws Exception {
        Files.createDirectories(folder.resolve("logs"));
        Traffic traffic = made("played", 20);
        Traffic warmUp = made("warm-up", 5);
        Archive archive = new Archive();
        traffic.addTo(archive);
        warmUp.addTo(archive);
        ClusterSettings settings = new ClusterSettings(
                new Installation(Path.of("..")), folder, "1", new Layout(2, 2, true), 100, false, null, null, null);
        try (Processes processes = new Processes();
                PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8)) {
            Cluster cluster = Cluster.start(processes, settings, archive);
            assertEquals(2, new HashSet<>(cluster.workers()).size(), "each worker has a port of its own");
            Run run = new Turn(cluster, out, "played").play(warmUp, traffic);
            assertEquals(REQUESTS, run.requests());
            assertEquals(0, run.errors(), shown.toString(StandardCharsets.UTF_8));
            assertTrue(run.busiest() >= 1 && run.busiest() <= 2, run.toString());
            cluster.workers().forEach(this::assertBothConnected);
        }
    }

    private Traffic made(String name, int sites) throws Exception {
        Path log = folder.resolve(name + ".access.log.gz");
        new SyntheticLog(name, sites, 1).write(log, REQUESTS);
        return Traffic.read(List.of(log), REQUESTS);
    }

    private void assertBothConnected(URI worker) {
        for (String log : new String[] {"1-lb.log", "1-lb-2.log"}) {
            try (Stream<String> lines = Files.lines(folder.resolve("logs").resolve(log))) {
                String connected = worker.getAuthority() + " is connected";
                assertTrue(lines.anyMatch(line -> line.contains(connected)), log + " (expected: " + connected + ")");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
