package org.resumelb.demo.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.newspaper.archive.Archive;
import org.resumelb.tools.replay.LogSource;

final class TrafficTest {
    private static final String REST = " HTTP/1.1\" 200 1";
    private static final String START = "1.1.1.1 - - [20/Feb/2016:05:00:45 +0100] \"";

    @TempDir
    private Path folder;

    @Test
    void onlyTheFirstGetsAreKept() throws IOException {
        Traffic traffic = Traffic.read(log("GET /a", "POST /b", "garbage", "GET http://x.example/c", "GET /d"), 2);
        assertEquals(
                List.of("/a", "/c"),
                traffic.entries().stream().map(entry -> entry.target()).toList());
        assertEquals(2, traffic.hosts());
        assertEquals(1, traffic.malformedLines());
    }

    @Test
    void playingBeginsAnewEachTime() throws IOException {
        Traffic traffic = Traffic.read(log("GET /a", "GET /b"), 10);
        for (int round = 0; round < 2; round++) {
            LogSource source = traffic.source();
            assertEquals("/a", Objects.requireNonNull(source.next()).target());
            assertEquals("/b", Objects.requireNonNull(source.next()).target());
            assertNull(source.next());
        }
    }

    @Test
    void theArchiveGetsAllThatThePagesNeed() throws IOException {
        Archive archive = new Archive();
        Traffic.read(log("GET /", "GET /s/1", "GET /s/2", "GET /s/1"), 10).addTo(archive);
        assertEquals(1 + 1 + 2, archive.records());
    }

    @Test
    void aStrangersAbsoluteTargetDoesNotMakeASecondSite() throws IOException {
        String[] requests = new String[40];
        Arrays.fill(requests, "GET /a");
        requests[7] = "GET http://stranger.example:8080/x";
        assertTrue(Traffic.read(log(requests), 100).isOfOneSite());
        Arrays.fill(requests, 0, 10, "GET http://b.example/x");
        assertFalse(Traffic.read(log(requests), 100).isOfOneSite());
    }

    @Test
    void eachPageIsCountedOnce() throws IOException {
        assertEquals(
                3,
                Traffic.read(log("GET /a", "GET /b", "GET /a", "GET http://b.example/a"), 10)
                        .pages());
    }

    private Path log(String... requests) throws IOException {
        List<String> lines =
                List.of(requests).stream().map(line -> START + line + REST).toList();
        return Files.write(folder.resolve("access.log"), lines);
    }
}
