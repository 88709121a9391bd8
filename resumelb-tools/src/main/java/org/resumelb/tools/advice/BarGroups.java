package org.resumelb.tools.advice;

import java.util.List;
import org.resumelb.tools.console.Markup;

/** Draws groups of horizontal bars as SVG. */
final class BarGroups {
    private static final List<String> COLOURS = List.of("#2aa876", "#8899aa", "#b09ac0", "#c9a15a", "#d08c7a");
    private static final int LEFT = 90;
    private static final int WIDTH = 540;
    private static final int ROW = 15;
    private static final int GAP = 10;
    private static final int TOP = 64;
    private static final int LEGEND_COLUMNS = 3;
    private static final int LEGEND_STEP = 240;
    private static final int LEGEND_ROW = 16;

    private BarGroups() {}

    /**
     * Bars that belong together.
     *
     * @param values one for each series
     */
    record Group(String name, List<Double> values) {}

    static String svg(String title, List<String> series, List<Group> groups) {
        int height = TOP + groups.size() * (series.size() * ROW + GAP);
        StringBuilder svg = new StringBuilder();
        svg.append(Report.format("<svg viewBox=\"0 0 720 %d\" role=\"img\">%n", height));
        text(svg, 0, 14, "start", title);
        for (int i = 0; i < series.size(); i++) {
            int x = i % LEGEND_COLUMNS * LEGEND_STEP;
            int row = i / LEGEND_COLUMNS * LEGEND_ROW;
            rect(svg, x, 24 + row, 10, COLOURS.get(i % COLOURS.size()));
            text(svg, x + 14, 34 + row, "start", series.get(i));
        }
        double most = groups.stream()
                .flatMap(group -> group.values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        int y = TOP;
        for (Group group : groups) {
            text(svg, LEFT - 8, y + 12, "end", group.name());
            for (int i = 0; i < group.values().size(); i++) {
                double value = group.values().get(i);
                double width = most == 0 ? 0 : WIDTH * value / most;
                rect(svg, LEFT, y + 2, width, COLOURS.get(i % COLOURS.size()));
                text(svg, LEFT + width + 6, y + 12, "start", Report.format(value < 10 ? "%.3f" : "%,.0f", value));
                y += ROW;
            }
            y += GAP;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void rect(StringBuilder svg, double x, double y, double width, String colour) {
        svg.append(Report.format(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"11\" fill=\"%s\"/>%n", x, y, width, colour));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(Report.format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor))
                .append(Markup.escape(text))
                .append("</text>\n");
    }
}
