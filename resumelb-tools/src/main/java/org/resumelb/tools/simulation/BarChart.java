package org.resumelb.tools.simulation;

import java.util.Locale;
import java.util.Map;

/** Draws horizontal bars. */
public final class BarChart {
    private static final int LEFT = 230;
    private static final int WIDTH = 420;
    private static final int ROW = 24;
    private static final int TOP = 36;

    private BarChart() {}

    /**
     * An SVG with groups of bars, below each other and all in one scale. A group without a name has no heading, and bars
     * of {@code resume} have a colour of their own.
     */
    public static String svg(String title, Map<String, ? extends Map<String, Double>> groups) {
        double max = groups.values().stream()
                .flatMap(bars -> bars.values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        StringBuilder rows = new StringBuilder();
        int y = TOP;
        for (Map.Entry<String, ? extends Map<String, Double>> group : groups.entrySet()) {
            if (!group.getKey().isEmpty()) {
                rows.append(String.format("<text x=\"10\" y=\"%d\">%s</text>%n", y + 13, group.getKey()));
                y += ROW;
            }
            for (Map.Entry<String, Double> bar : group.getValue().entrySet()) {
                rows.append(row(y, bar.getKey(), bar.getValue(), max == 0 ? 0 : WIDTH * bar.getValue() / max));
                y += ROW;
            }
        }
        return String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">%n<text x=\"10\" y=\"20\" font-weight=\"bold\">%s</text>%n%s</svg>%n",
                y + 10, title, rows);
    }

    private static String row(int y, String name, double value, double width) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text><rect x=\"%d\" y=\"%d\" width=\"%.1f\""
                        + " height=\"16\" fill=\"%s\"/><text x=\"%.1f\" y=\"%d\">%s</text>%n",
                LEFT - 8,
                y + 13,
                name,
                LEFT,
                y,
                width,
                name.startsWith("resume") ? "#2a7" : "#89a",
                LEFT + width + 6,
                y + 13,
                value < 1000 ? String.format(Locale.ROOT, "%.3g", value) : String.format(Locale.ROOT, "%,.0f", value));
    }
}
