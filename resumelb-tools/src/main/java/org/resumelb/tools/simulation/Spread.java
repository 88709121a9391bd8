package org.resumelb.tools.simulation;

import java.util.Arrays;
import java.util.List;

/** A figure measured with several seeds. */
record Spread(double least, double median, double greatest) {
    static Spread of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    /** The median of each figure over the seeds. */
    static double[] medians(List<double[]> bySeed) {
        double[] medians = new double[bySeed.get(0).length];
        for (int figure = 0; figure < medians.length; figure++) {
            int column = figure;
            medians[figure] = of(bySeed.stream()
                            .mapToDouble(figures -> figures[column])
                            .toArray())
                    .median();
        }
        return medians;
    }

    static double geometricMean(List<Double> values) {
        return Math.exp(values.stream().mapToDouble(Math::log).average().orElse(0));
    }

    String text(int digits) {
        return ReportFiles.number(median, digits) + " (" + ReportFiles.number(least, digits) + " to "
                + ReportFiles.number(greatest, digits) + ")";
    }
}
