package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TraceLogTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);

    @TempDir
    Path directory;

    @Test
    void eachRequestIsALineAppended() throws IOException {
        Path path = Files.writeString(directory.resolve("trace.log"), "before\n");
        TraceLog log = new TraceLog(path, CLOCK);
        log.add("a b", 0.0123456, 200, 3);
        log.add("", 2, 503, 0);
        log.flush();
        assertEquals(
                List.of(
                        "before",
                        "2026-01-02T03:04:05.678Z a%20b 12.346 200 3",
                        "2026-01-02T03:04:05.678Z - 2000.000 503 0"),
                Files.readAllLines(path));
    }

    @Test
    void linesThatFindNoRoomAreCounted() throws IOException {
        Path path = directory.resolve("trace.log");
        TraceLog log = new TraceLog(path, CLOCK);
        for (int i = 0; i < 10_005; i++) {
            log.add("a", 1, 200, 0);
        }
        log.flush();
        List<String> lines = Files.readAllLines(path);
        assertEquals(10_001, lines.size());
        assertEquals("# 5 lines lost", lines.get(10_000));
    }

    @Test
    void aFileThatCannotBeWrittenBreaksNothing() {
        TraceLog log = new TraceLog(directory, CLOCK);
        log.add("a", 1, 200, 0);
        log.flush();
        log.add("a", 1, 200, 0);
        log.flush();
        assertTrue(Files.isDirectory(directory));
    }
}
