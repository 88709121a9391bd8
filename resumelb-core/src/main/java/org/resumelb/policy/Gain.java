package org.resumelb.policy;

import org.resumelb.pool.Affinity;
import org.resumelb.pool.Affinity.Verdict;

/**
 * What affinity gains: the times of cold requests against those of warm ones. Both means are weighed with their
 * standard errors (Welch), so that neither few requests nor widely varying times pass for knowledge. Not thread-safe.
 */
final class Gain {
    private static final int LEAST_REQUESTS = 20;

    /** Less than this part of a warm request's time is not worth a word. */
    private static final double NEGLIGIBLE = 0.1;

    /** If so much may still be gained, nobody is told that nothing is. */
    private static final double POSSIBLE = 0.5;

    /** How many standard errors a mean may be off: 95 of 100 means are not. */
    private static final double DOUBT = 2;

    private final Sample cold = new Sample();
    private final Sample warm = new Sample();

    void cold(double time) {
        cold.add(time);
    }

    void warm(double time) {
        warm.add(time);
    }

    Affinity affinity() {
        return new Affinity(verdict(), cold.mean() / warm.mean(), cold.count, warm.count);
    }

    Verdict verdict() {
        if (Math.min(cold.count, warm.count) < LEAST_REQUESTS) {
            return Verdict.UNKNOWN;
        }
        double gain = cold.mean() - warm.mean();
        double doubt = DOUBT * Math.sqrt(cold.squaredError() + warm.squaredError());
        if (gain > NEGLIGIBLE * warm.mean() && gain > doubt) {
            return Verdict.HELPS;
        }
        boolean none = gain <= NEGLIGIBLE * warm.mean() && gain + doubt <= POSSIBLE * warm.mean();
        return none ? Verdict.DOES_NOT_HELP : Verdict.UNKNOWN;
    }

    /** Mean and spread of the latest requests. There is one for each class, so it is small. */
    private static final class Sample {
        /** When so many are counted, each counts half from then on. */
        private static final int MOST = 2_000;

        private int count;
        private float sum;
        private float sumOfSquares;

        void add(double time) {
            if (count == MOST) {
                count /= 2;
                sum /= 2;
                sumOfSquares /= 2;
            }
            count++;
            sum += (float) time;
            sumOfSquares += (float) (time * time);
        }

        double mean() {
            return count == 0 ? Double.NaN : sum / (double) count;
        }

        double squaredError() {
            double variance = Math.max(0, sumOfSquares / (double) count - mean() * mean());
            return variance / count;
        }
    }
}
