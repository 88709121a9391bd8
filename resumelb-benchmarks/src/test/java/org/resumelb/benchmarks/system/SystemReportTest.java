package org.resumelb.benchmarks.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Medians of rounds, and what they are compared with. */
class SystemReportTest {
    private final SystemReport report = new SystemReport(100);

    @Test
    void theMedianRoundIsShownAndComparedWithTheSameRoundsOfLeastConnections() {
        SystemReport.Log log = log("a.access.log.gz");
        log.add("haproxy-leastconn", step(1000, 90));
        log.add("resume", step(1500, 50));
        log.add("haproxy-leastconn", step(500, 90));
        log.add("resume", step(1000, 40));
        log.add("haproxy-leastconn", step(2000, 90));
        log.add("resume", step(2200, 60));
        assertEquals(
                List.of(
                        "| a | haproxy-leastconn | 1,000 | 1.00 | 64 | 10.0 | 90.0 | 0.100 | 0.200 | 1.10 | 50 | 3 |",
                        "| a | resume | 1,500 | 1.50 | 64 | 10.0 | 50.0 | 0.100 | 0.200 | 1.10 | 50 | 3 |"),
                rows());
    }

    @Test
    void whatIsOverTheLimitSaysSo() {
        log("a.gz").add("resume", step(1000, 101));
        assertTrue(rows().get(0).contains("| 101.0 (over) |"), rows()::toString);
        assertTrue(rows().get(0).contains("| 1,000 | – |"), "nothing to compare it with: " + rows());
    }

    @Test
    void allLogsStandInOneTableAndOneChart() {
        log("a.gz").add("resume", step(1000, 50));
        log("b.gz").add("resume", step(2000, 50));
        assertEquals(2, rows().size());
        String chart = report.chart();
        assertTrue(chart.contains(">a<") && chart.contains(">b<") && chart.contains(">2,000<"), chart);
    }

    private SystemReport.Log log(String file) {
        return report.log(Path.of(file), new Requests(List.of(), 4_000, false), 1_000);
    }

    private static Step step(double requestsPerSecond, double p99) {
        return new Step(64, requestsPerSecond, 10, p99, 0.1, 0.2, 1.1, 50, 1);
    }

    private List<String> rows() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        report.print(new PrintStream(bytes, false, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.matches("\\| [ab] \\|.*"))
                .toList();
    }
}
