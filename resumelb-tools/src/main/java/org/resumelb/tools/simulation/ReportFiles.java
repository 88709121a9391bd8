package org.resumelb.tools.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects tables of figures and writes them as Markdown, JSON and charts. Not thread-safe. */
final class ReportFiles {
    private final StringBuilder markdown = new StringBuilder();
    private final List<String> json = new ArrayList<>();
    private final Map<String, String> charts = new LinkedHashMap<>();
    private final Path directory;

    /** A report whose parts go to {@code simulation.md}, {@code simulation.json} and {@code simulation-*.svg}. */
    ReportFiles(Path directory) {
        this.directory = directory;
    }

    void text(String paragraph) {
        markdown.append(paragraph).append("\n\n");
    }

    /** Adds a table: rows by name, each with one text per column. */
    void table(String title, List<String> columns, Map<String, List<String>> rows) {
        markdown.append("| ")
                .append(title)
                .append(" | ")
                .append(String.join(" | ", columns))
                .append(" |\n|---|");
        markdown.append("---|".repeat(columns.size())).append('\n');
        List<String> jsonRows = new ArrayList<>();
        rows.forEach((name, cells) -> {
            markdown.append("| ")
                    .append(name)
                    .append(" | ")
                    .append(String.join(" | ", cells))
                    .append(" |\n");
            jsonRows.add("{" + quoted("name") + ":" + quoted(name) + "," + quoted("cells") + ":" + array(cells) + "}");
        });
        markdown.append('\n');
        json.add("{" + quoted("title") + ":" + quoted(title) + "," + quoted("columns") + ":" + array(columns) + ","
                + quoted("rows") + ":[" + String.join(",\n  ", jsonRows) + "]}");
    }

    /** Adds a chart of one bar a row. */
    void chart(String name, String title, Map<String, Double> bars) {
        String file = "simulation-" + name + ".svg";
        charts.put(file, BarChart.svg(title, Map.of("", bars)));
        text("![" + title + "](" + file + ")");
    }

    /** Writes all. */
    void write() throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, String> chart : charts.entrySet()) {
            Files.writeString(directory.resolve(chart.getKey()), chart.getValue());
        }
        Files.writeString(
                directory.resolve("simulation.md"), markdown.toString().stripTrailing() + "\n");
        Files.writeString(directory.resolve("simulation.json"), "[" + String.join(",\n ", json) + "]\n");
    }

    static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String array(List<String> texts) {
        return "[" + String.join(",", texts.stream().map(ReportFiles::quoted).toList()) + "]";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
