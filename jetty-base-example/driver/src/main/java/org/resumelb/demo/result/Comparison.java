package org.resumelb.demo.result;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Two runs of the same log.
 *
 * @param before the run to compare with
 * @param after the run that should be better
 */
public record Comparison(Run before, Run after) {
    /** The figures as a table, with the change in percent. */
    public String table() {
        StringBuilder table = new StringBuilder();
        row(table, "", before.policy(), after.policy(), "change");
        row(table, "database loads/request", "%.3f", Run::databaseLoadsPerRequest);
        row(table, "cached-data overlap", "%.3f", Run::overlap);
        row(table, "busiest worker/mean", "%.2f", Run::busiest);
        row(table, "requests/s", "%,.0f", Run::requestsPerSecond);
        row(table, "p50 ms", "%.2f", Run::p50Millis);
        row(table, "p99 ms", "%.2f", Run::p99Millis);
        row(table, "errors", count(before.errors()), count(after.errors()), "");
        row(table, "requests", count(before.requests()), count(after.requests()), "");
        return table.toString();
    }

    private void row(StringBuilder table, String name, String format, ToDoubleFunction<Run> figure) {
        double first = figure.applyAsDouble(before);
        double second = figure.applyAsDouble(after);
        row(table, name, format(format, first), format(format, second), change(first, second));
    }

    private static void row(StringBuilder table, String name, String first, String second, String change) {
        String line = String.format(Locale.ROOT, "%-22s %14s %14s %8s", name, first, second, change);
        table.append(line.stripTrailing()).append(System.lineSeparator());
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String change(double first, double second) {
        return first == 0 ? "" : String.format(Locale.ROOT, "%+.0f %%", (second / first - 1) * 100);
    }

    /**
     * Writes the figures as JSON.
     *
     * @throws IOException if the file cannot be written
     */
    public void writeJson(Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeArrayFieldStart("runs");
            write(json, before);
            write(json, after);
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, Run run) throws IOException {
        json.writeStartObject();
        json.writeStringField("policy", run.policy());
        json.writeNumberField("requests", run.requests());
        json.writeNumberField("errors", run.errors());
        json.writeNumberField("databaseLoadsPerRequest", run.databaseLoadsPerRequest());
        json.writeNumberField("overlap", run.overlap());
        json.writeNumberField("busiest", run.busiest());
        json.writeNumberField("requestsPerSecond", run.requestsPerSecond());
        json.writeNumberField("p50Millis", run.p50Millis());
        json.writeNumberField("p99Millis", run.p99Millis());
        json.writeEndObject();
    }
}
