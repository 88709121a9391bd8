package org.resumelb.tools;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.replay.ReplayResult;

/**
 * A replay's result for people and for programs.
 *
 * @param result what was measured
 * @param lines lines read from the log
 * @param malformedLines lines without a request
 */
record ReplayReport(ReplayResult result, long lines, long malformedLines) {
    String text() {
        StringBuilder text = new StringBuilder();
        row(text, "log lines", "%,d, %,d of them malformed", lines, malformedLines);
        row(text, "requests", "%,d", result.requests());
        row(text, "errors", "%,d", result.errors());
        row(text, "statuses", "%s", list(result.statuses()));
        if (!result.failures().isEmpty()) {
            row(text, "failures", "%s", list(result.failures()));
        }
        row(text, "requests/s", "%,.0f", result.requestsPerSecond());
        row(text, "p50 ms", "%.2f", result.latencyMillis(50));
        row(text, "p90 ms", "%.2f", result.latencyMillis(90));
        row(text, "p99 ms", "%.2f", result.latencyMillis(99));
        row(text, "max ms", "%.2f", result.latencyMillis(100));
        return text.toString();
    }

    /** Why this replay says nothing about the target; null if it does. */
    @Nullable
    String problem(Path log, URI target) {
        if (lines > 0 && malformedLines == lines) {
            return log + ": none of its " + lines
                    + " lines can be read (expected: common or combined format, JSON lines or HAProxy httplog)";
        }
        if (result.requests() == 0) {
            return log + ": no GET request in " + lines + " lines (expected: at least one)";
        }
        return result.statuses().isEmpty() ? target + " answered none of " + result.requests() + " requests" : null;
    }

    private static void row(StringBuilder text, String name, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "%-12s", name))
                .append(String.format(Locale.ROOT, format, values))
                .append(System.lineSeparator());
    }

    private static String list(Map<?, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    void writeJson(Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("lines", lines);
            json.writeNumberField("malformedLines", malformedLines);
            json.writeNumberField("requests", result.requests());
            json.writeNumberField("errors", result.errors());
            writeCounts(json, "statuses", result.statuses());
            writeCounts(json, "failures", result.failures());
            json.writeNumberField("requestsPerSecond", rounded(result.requestsPerSecond()));
            json.writeNumberField("p50Millis", rounded(result.latencyMillis(50)));
            json.writeNumberField("p90Millis", rounded(result.latencyMillis(90)));
            json.writeNumberField("p99Millis", rounded(result.latencyMillis(99)));
            json.writeNumberField("maxMillis", rounded(result.latencyMillis(100)));
            json.writeEndObject();
        }
    }

    /** To thousandths, the precision of the histogram. */
    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static void writeCounts(JsonGenerator json, String name, Map<?, Long> counts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<?, Long> entry : counts.entrySet()) {
            json.writeNumberField(entry.getKey().toString(), entry.getValue());
        }
        json.writeEndObject();
    }
}
