package org.resumelb.demo.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComparisonTest {
    private static final Run BEFORE = new Run("least-backlog", 60_000, 0, 1.5, 0.4, 1.2, 1000, 10, 40);
    private static final Run AFTER = new Run("classic", 60_000, 2, 0.3, 0.1, 1.5, 1500.4, 5, 44);

    @TempDir
    private Path folder;

    @Test
    void theTableShowsBothRunsAndTheChangeInPercent() {
        assertEquals("""
                                        least-backlog        classic   change
                database loads/request          1.500          0.300    -80 %
                cached-data overlap             0.400          0.100    -75 %
                busiest worker/mean              1.20           1.50    +25 %
                requests/s                      1,000          1,500    +50 %
                p50 ms                          10.00           5.00    -50 %
                p99 ms                          40.00          44.00    +10 %
                errors                              0              2
                requests                       60,000         60,000
                """, new Comparison(BEFORE, AFTER).table().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void aChangeFromNothingHasNoPercentage() {
        Run nothing = new Run("least-backlog", 1, 0, 0, 0, 1, 1, 1, 1);
        String table = new Comparison(nothing, AFTER).table();
        assertEquals(
                "cached-data overlap             0.000          0.100",
                table.lines()
                        .filter(line -> line.startsWith("cached"))
                        .findFirst()
                        .orElse(""));
    }

    @Test
    void theJsonHasAllFiguresOfBothRuns() throws Exception {
        Path file = folder.resolve("figures.json");
        new Comparison(BEFORE, AFTER).writeJson(file);
        assertEquals(
                "{\"runs\":[{\"policy\":\"least-backlog\",\"requests\":60000,\"errors\":0,"
                        + "\"databaseLoadsPerRequest\":1.5,\"overlap\":0.4,\"busiest\":1.2,\"requestsPerSecond\":1000.0,"
                        + "\"p50Millis\":10.0,\"p99Millis\":40.0},"
                        + "{\"policy\":\"classic\",\"requests\":60000,\"errors\":2,"
                        + "\"databaseLoadsPerRequest\":0.3,\"overlap\":0.1,\"busiest\":1.5,\"requestsPerSecond\":1500.4,"
                        + "\"p50Millis\":5.0,\"p99Millis\":44.0}]}",
                Files.readString(file).replaceAll("\\s", ""));
    }
}
