package org.resumelb.policy.resume;

import org.resumelb.policy.resume.WorkerQueue.Repetition;
import org.resumelb.pool.Affinity;
import org.resumelb.pool.Affinity.Verdict;

/**
 * What affinity gains: the times of first requests of a class on a worker against those of requests that the same worker
 * served the like of just before, so that caches that thrash cannot pass for caches that do not matter. Times are
 * multiples of the class's mean time. Means are weighed with their standard errors (Welch), so that neither few requests
 * nor widely varying times pass for knowledge. Not thread-safe.
 */
final class AffinityTest {
    private static final int MIN_REQUESTS = 20;

    /** Less than this part of a warm request's time is not worth a word. */
    private static final double NEGLIGIBLE = 0.1;

    /** If so much may still be gained, nobody is told that nothing is. */
    private static final double POSSIBLE = 0.5;

    /** How many standard errors a mean may be off: 95 of 100 means are not. */
    private static final double DOUBT = 2;

    private final Sample cold = new Sample();
    private final Sample sameClass = new Sample();
    private final Sample sameContent = new Sample();

    void cold(double time) {
        cold.add(time);
    }

    /** A request of which the like was served just before. */
    void repeated(Repetition repetition, double time) {
        if (repetition == Repetition.CONTENT) {
            sameContent.add(time);
        } else if (repetition == Repetition.CLASS) {
            sameClass.add(time);
        }
    }

    /** What is surely warm: the same content if there are enough of that, unless whatever is of the class is as fast. */
    private Sample warm() {
        boolean content = sameContent.count >= MIN_REQUESTS;
        boolean ofClass = sameClass.count >= MIN_REQUESTS;
        return content && !(ofClass && sameClass.mean() < sameContent.mean()) ? sameContent : sameClass;
    }

    /** The mean time of a warm request, counting an assumed one so many times. */
    double warmMean(double assumed, int times) {
        Sample warm = warm();
        return (warm.sum + assumed * times) / (warm.count + times);
    }

    Affinity affinity() {
        Sample warm = warm();
        return new Affinity(verdict(), cold.mean() / warm.mean(), cold.count, warm.count);
    }

    Verdict verdict() {
        Sample warm = warm();
        if (Math.min(cold.count, warm.count) < MIN_REQUESTS) {
            return Verdict.UNKNOWN;
        }
        double gain = cold.mean() - warm.mean();
        double doubt = DOUBT * Math.sqrt(cold.squaredError() + warm.squaredError());
        if (gain > NEGLIGIBLE * warm.mean() && gain > doubt) {
            return Verdict.HELPS;
        }
        // Cold requests that are faster than warm ones say that something else is measured.
        boolean none = Math.abs(gain) <= NEGLIGIBLE * warm.mean() && gain + doubt <= POSSIBLE * warm.mean();
        return none ? Verdict.DOES_NOT_HELP : Verdict.UNKNOWN;
    }

    /** Mean and spread of the latest requests. There is one for each class, so it is small. */
    private static final class Sample {
        /** When so many are counted, each counts half from then on. */
        private static final int MAX_REQUESTS = 2_000;

        private int count;
        private float sum;
        private float sumOfSquares;

        void add(double time) {
            if (!Double.isFinite(time)) {
                return;
            }
            if (count == MAX_REQUESTS) {
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
