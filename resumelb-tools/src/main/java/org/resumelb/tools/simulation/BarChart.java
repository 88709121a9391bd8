package org.resumelb.tools.simulation;

import java.util.Locale;
import java.util.Map;

/** Draws horizontal bars. */
final class BarChart {
    private static final int LEFT = 230;
    private static final int WIDTH = 420;
    private static final int ROW = 24;
    private static final int TOP = 36;

    private BarChart() {}

    static String svg(String title, Map<String, Double> bars) {
        double max =
                bars.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
        int height = TOP + ROW * bars.size() + 10;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">%n<text x=\"10\" y=\"20\" font-weight=\"bold\">%s</text>%n",
                height,
                title));
        int y = TOP;
        for (Map.Entry<String, Double> bar : bars.entrySet()) {
            double width = max == 0 ? 0 : WIDTH * bar.getValue() / max;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text><rect x=\"%d\" y=\"%d\" width=\"%.1f\""
                            + " height=\"16\" fill=\"%s\"/><text x=\"%.1f\" y=\"%d\">%.3g</text>%n",
                    LEFT - 8,
                    y + 13,
                    bar.getKey(),
                    LEFT,
                    y,
                    width,
                    bar.getKey().startsWith("resume") ? "#2a7" : "#89a",
                    LEFT + width + 6,
                    y + 13,
                    bar.getValue()));
            y += ROW;
        }
        return svg.append("</svg>\n").toString();
    }
}
