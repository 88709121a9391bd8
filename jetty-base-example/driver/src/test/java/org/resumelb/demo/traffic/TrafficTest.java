package org.resumelb.demo.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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
        Traffic traffic = Traffic.read(logs("GET /a", "POST /b", "garbage", "GET http://x.example/c", "GET /d"), 2);
        assertEquals(
                List.of("/a", "/c"),
                traffic.entries().stream().map(entry -> entry.target()).toList());
        assertEquals(2, traffic.hosts());
        assertEquals(1, traffic.malformedLines());
    }

    @Test
    void playingBeginsAnewEachTime() throws IOException {
        Traffic traffic = Traffic.read(logs("GET /a", "GET /b"), 10);
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
        Traffic.read(logs("GET /", "GET /s/1", "GET /s/2", "GET /s/1"), 10).addTo(archive);
        assertEquals(1 + 1 + 2, archive.records());
    }

    @Test
    void aStrangersAbsoluteTargetDoesNotMakeASecondSite() throws IOException {
        String[] requests = new String[40];
        Arrays.fill(requests, "GET /a");
        requests[7] = "GET http://stranger.example:8080/x";
        assertTrue(Traffic.read(logs(requests), 100).isOfOneSite());
        Arrays.fill(requests, 0, 10, "GET http://b.example/x");
        assertFalse(Traffic.read(logs(requests), 100).isOfOneSite());
    }

    @Test
    void eachPageIsCountedOnce() throws IOException {
        assertEquals(
                3,
                Traffic.read(logs("GET /a", "GET /b", "GET /a", "GET http://b.example/a"), 10)
                        .pages());
    }

    @Test
    void pagesAsRecordsWeighOneOrTheirBytes() throws Exception {
        Path log = Files.writeString(
                folder.resolve("sizes.log"),
                START + "GET /a HTTP/1.1\" 200 10\n" + START + "GET /a HTTP/1.1\" 200 30\n" + START
                        + "GET /b/ HTTP/1.1\" 304 -\n" + START + "GET /c HTTP/1.1\" 200 50\n");
        Traffic traffic = Traffic.read(List.of(log), 10);
        // Of /b/ the log tells no size: the mean of the others.
        assertEquals(List.of(30, 40, 50), weights(traffic, true));
        assertEquals(List.of(1, 1, 1), weights(traffic, false));
    }

    private static List<Integer> weights(Traffic traffic, boolean inBytes) throws SQLException {
        Archive archive = new Archive();
        traffic.addPagesTo(archive, inBytes);
        List<Integer> weights = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            archive.write(connection);
            ResultSet rows =
                    connection.createStatement().executeQuery("SELECT weight FROM newspaper_article ORDER BY place");
            while (rows.next()) {
                weights.add(rows.getInt(1));
            }
        }
        return weights;
    }

    @Test
    void logsArePlayedOneAfterTheOther() throws IOException {
        Path first = logs("GET /a", "garbage").get(0);
        Path second = Files.copy(first, folder.resolve("second.log"));
        Traffic traffic = Traffic.read(List.of(first, second), 10);
        assertEquals(List.of(2, 2L), List.of(traffic.size(), traffic.malformedLines()));
    }

    private List<Path> logs(String... requests) throws IOException {
        List<String> lines =
                List.of(requests).stream().map(line -> START + line + REST).toList();
        return List.of(Files.write(folder.resolve("access.log"), lines));
    }
}
