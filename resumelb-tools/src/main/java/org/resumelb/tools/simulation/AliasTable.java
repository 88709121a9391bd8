package org.resumelb.tools.simulation;

import java.util.ArrayDeque;
import java.util.SplittableRandom;

/** Picks numbers with given weights in constant time: Walker's alias method, as Vose builds the table. Immutable. */
final class AliasTable {
    private final double[] shares;
    private final double[] threshold;
    private final int[] alias;

    AliasTable(double[] weights) {
        int n = weights.length;
        shares = new double[n];
        threshold = new double[n];
        alias = new int[n];
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        ArrayDeque<Integer> small = new ArrayDeque<>();
        ArrayDeque<Integer> large = new ArrayDeque<>();
        for (int i = 0; i < n; i++) {
            shares[i] = weights[i] / sum;
            threshold[i] = shares[i] * n;
            (threshold[i] < 1 ? small : large).add(i);
        }
        while (!small.isEmpty() && !large.isEmpty()) {
            int less = small.remove();
            int more = large.remove();
            alias[less] = more;
            threshold[more] -= 1 - threshold[less];
            (threshold[more] < 1 ? small : large).add(more);
        }
        small.forEach(i -> threshold[i] = 1);
        large.forEach(i -> threshold[i] = 1);
    }

    int pick(SplittableRandom random) {
        int i = random.nextInt(alias.length);
        return random.nextDouble() < threshold[i] ? i : alias[i];
    }

    double share(int i) {
        return shares[i];
    }
}
