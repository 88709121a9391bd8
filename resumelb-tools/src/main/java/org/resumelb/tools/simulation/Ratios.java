package org.resumelb.tools.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ratios by name, of which less is better, for a table that sums them up. Not thread-safe. */
final class Ratios {
    static final List<String> COLUMNS = List.of("geometric mean", "worst", "points", "at most 1", "at most 1.05");

    private final Map<String, List<Double>> ratios = new LinkedHashMap<>();

    /** Keeps a ratio, and returns its text. */
    String keep(String name, double ratio) {
        ratios.computeIfAbsent(name, key -> new ArrayList<>()).add(ratio);
        return ReportFiles.number(ratio, 2);
    }

    /** For each name a row of the {@link #COLUMNS}. */
    Map<String, List<String>> summary() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        ratios.forEach((name, values) -> rows.put(
                name,
                List.of(
                        ReportFiles.number(Spread.geometricMean(values), 3),
                        ReportFiles.number(values.stream().max(Double::compare).orElse(0.0), 2),
                        Integer.toString(values.size()),
                        count(values, 1),
                        count(values, 1.05))));
        return rows;
    }

    private static String count(List<Double> values, double most) {
        return Long.toString(values.stream().filter(value -> value <= most).count());
    }
}
