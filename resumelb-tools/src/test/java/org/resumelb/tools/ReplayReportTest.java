package org.resumelb.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.tools.replay.ReplayResult;

final class ReplayReportTest {
    @TempDir
    private Path folder;

    @Test
    void theTableNamesEachFigure() {
        assertEquals("""
                log lines   1,205, 5 of them malformed
                requests    1,200
                errors      2
                statuses    200: 1198, 404: 1
                failures    ConnectException: 1
                requests/s  600
                p50 ms      1.00
                p90 ms      1.00
                p99 ms      1.00
                max ms      8.00
                """, report().text().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void theJsonHasTheSameFigures() throws Exception {
        Path file = folder.resolve("result.json");
        report().writeJson(file);
        String json = Files.readString(file).replaceAll("\\s", "");
        assertEquals(
                "{\"lines\":1205,\"malformedLines\":5,\"requests\":1200,\"errors\":2,"
                        + "\"statuses\":{\"200\":1198,\"404\":1},\"failures\":{\"ConnectException\":1},"
                        + "\"requestsPerSecond\":600.0,\"p50Millis\":1.0,\"p90Millis\":1.0,\"p99Millis\":1.0,"
                        + "\"maxMillis\":8.0}",
                json);
    }

    private static ReplayReport report() {
        Histogram latencyNanos = new Histogram(3_600_000_000_000L, 5);
        latencyNanos.recordValueWithCount(1_000_000, 1198);
        latencyNanos.recordValue(8_000_000);
        Map<Integer, Long> statuses = new TreeMap<>(Map.of(200, 1198L, 404, 1L));
        ReplayResult result =
                new ReplayResult(1200, 2, statuses, Map.of("ConnectException", 1L), 2_000_000_000L, latencyNanos);
        return new ReplayReport(result, 1205, 5);
    }
}
