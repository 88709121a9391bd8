package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportHeaderTest {

    private static final Path EXAMPLES = Path.of("..", "docs", "wire", "report.txt");
    private static final double NANOS_PER_MILLI = 1e6;

    @Test
    void theHeaderIsAsInTheExamples() throws IOException {
        String text = Files.readString(EXAMPLES);
        String start = "## Written by the filter\n";
        int from = text.indexOf(start) + start.length();
        List<String> lines = text.substring(from, text.indexOf("##", from))
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        assertTrue(lines.size() >= 6, lines::toString);
        for (int i = 0; i < lines.size(); i += 2) {
            String[] values = lines.get(i + 1).split(" ", -1);
            String header = ReportHeader.value(Integer.parseInt(values[1]), nanos(values[2]), nanos(values[3]));
            assertEquals(lines.get(i), ReportHeader.NAME + ": " + header);
        }
    }

    private static double nanos(String millis) {
        return millis.equals("-") ? Double.NaN : Double.parseDouble(millis) * NANOS_PER_MILLI;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "499, 0",
        "500, 0.001",
        "1_000, 0.001",
        "10_000, 0.01",
        "100_000, 0.1",
        "101_000, 0.101",
        "110_000, 0.11",
        "999_499, 0.999",
        "999_500, 1",
        "1_000_000, 1",
        "12_300_000, 12.3",
        "12_003_000, 12.003",
        "86_400_000_000_000, 86400000"
    })
    void timesHaveAtMostThreeDecimals(String nanos, String millis) {
        String value = ReportHeader.value(1, Double.parseDouble(nanos.replace("_", "")), Double.NaN);
        assertEquals("in-flight=1, service-ms=" + millis, value);
    }

    @ParameterizedTest
    @CsvSource({"NaN", "-1", "Infinity", "-Infinity", "1e300", "86400001000000"})
    void aTimeThatMakesNoSenseIsLeftOut(double nanos) {
        assertEquals("in-flight=1", ReportHeader.value(1, nanos, nanos));
    }
}
