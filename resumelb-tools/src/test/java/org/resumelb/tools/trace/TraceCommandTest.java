package org.resumelb.tools.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.tools.CommandRun;

final class TraceCommandTest {
    @TempDir
    private Path folder;

    private CommandRun trace(String log, String... options) throws IOException {
        String[] all = new String[options.length + 2];
        all[0] = "trace";
        all[1] = Files.writeString(folder.resolve("log"), log).toString();
        System.arraycopy(options, 0, all, 2, options.length);
        return CommandRun.of(all);
    }

    private static String text(String target, int status, int wait, int worker, int total) {
        return "shop.example 10.0.0.1 - - [27/Nov/2026:07:12:03 +0000] \"GET " + target + " HTTP/1.1\" " + status
                + " 5 \"-\" \"a \\\"b\\\" [x] 200\" class=\"shop.example\" worker=w1:8081 decision=home wait_ms=" + wait
                + " worker_ms=" + worker + " total_ms=" + total + " attempts=1 request_id=7\n";
    }

    @Test
    void theStepsOfAnAccessLogAreAddedUp() throws IOException {
        CommandRun run = trace(text("/a", 200, 0, 10, 10) + text("/slow", 502, 80, 10, 100));
        assertEquals(0, run.code(), run.err());
        assertEquals("", run.err());
        assertEquals("""
                STEP     REQUESTS  MEAN MS   P50    P90    P99    MAX  SHARE
                waiting         2     40.0   0.0   80.0   80.0   80.0   73 %
                worker          2     10.0  10.0   10.0   10.0   10.0   18 %
                rest            2      5.0   0.0   10.0   10.0   10.0    9 %
                total           2     55.0  10.0  100.0  100.0  100.0  100 %

                CLASS         REQUESTS  SUM S  MEAN MS    P99    MAX  ERRORS
                shop.example         2    0.1     55.0  100.0  100.0       1

                SLOWEST AT                  TOTAL MS  WAITING  WORKER  AT       STATUS  CLASS         REQUEST
                27/Nov/2026:07:12:03 +0000     100.0     80.0    10.0  w1:8081  502     shop.example  GET /slow HTTP/1.1
                27/Nov/2026:07:12:03 +0000      10.0      0.0    10.0  w1:8081  200     shop.example  GET /a HTTP/1.1
                """, run.out());
    }

    @Test
    void jsonLinesAreReadToo() throws IOException {
        CommandRun run = trace(
                "{\"time\":\"2026-11-27T07:12:03Z\",\"method\":\"GET\",\"target\":\"/a\",\"status\":200,\"class\":\"c\","
                        + "\"worker\":\"w1:1\",\"waitMillis\":4,\"workerMillis\":5,\"totalMillis\":10}\n",
                "--json");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("\"requests\" : 1,\n  \"unreadableLines\" : 0"), run.out());
        assertTrue(
                run.out().contains("\"waiting\" : {\n      \"requests\" : 1,\n      \"meanMillis\" : 4.0"), run.out());
    }

    @Test
    void soIsTheFiltersTraceLog() throws IOException {
        CommandRun run = trace("""
                2026-11-27T07:12:03.5Z caf%C3%A9 12.500 200 3
                # 2 lines lost
                2026-11-27T07:12:04Z - 1.000 500 0
                nonsense
                """);
        assertEquals(0, run.code());
        assertEquals("resumelb trace: 1 lines cannot be read\n", run.err());
        assertTrue(run.out().contains("café"), run.out());
        assertTrue(run.out().contains("(none)"), run.out());
    }

    @Test
    void aLogOfAnotherKindIsToldInOneLine() throws IOException {
        CommandRun run = trace("a\nb\n");
        assertEquals(1, run.code());
        assertTrue(run.err().contains("none of its 2 lines can be read (expected: "), run.err());
    }
}
