package org.resumelb.demo.traffic;

import java.util.Arrays;
import java.util.Random;

/** Draws whole numbers so that a lower one comes more often: number i with a weight of 1/(i+1)^skew. */
final class Skewed {
    private final double[] cumulated;

    Skewed(int count, double skew) {
        cumulated = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.pow(i + 1.0, -skew);
            cumulated[i] = sum;
        }
    }

    int draw(Random random) {
        double point = random.nextDouble() * cumulated[cumulated.length - 1];
        int found = Arrays.binarySearch(cumulated, point);
        return Math.min(found >= 0 ? found + 1 : -found - 1, cumulated.length - 1);
    }
}
