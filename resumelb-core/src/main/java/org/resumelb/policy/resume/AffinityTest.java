package org.resumelb.policy.resume;

import org.resumelb.policy.resume.WorkerQueue.Repetition;
import org.resumelb.pool.Affinity;
import org.resumelb.pool.Affinity.Verdict;

/**
 * What affinity gains: the times of a class's first requests on a worker, compared with those of requests whose content
 * the same worker served just before, so that caches that thrash are not mistaken for caches that do not matter. Times
 * are multiples of the class's mean time. Means are weighed by their standard errors (Welch), so that neither few
 * requests nor widely varying times are mistaken for knowledge. Not thread-safe.
 */
final class AffinityTest {
    private static final int MIN_REQUESTS = 20;

    /** A gain below this part of a warm request's time is negligible. */
    private static final double NEGLIGIBLE = 0.1;

    /** If this much may still be gained, the verdict is never that nothing is. */
    private static final double POSSIBLE = 0.5;

    /** How many standard errors a mean may be off: 95 of 100 means are not. */
    private static final double DOUBT = 2;

    private final Sample cold = new Sample();
    private final Sample sameClass = new Sample();
    private final Sample sameContent = new Sample();

    void cold(double time) {
        cold.add(time);
    }

    /** A request whose content the worker served just before. */
    void repeated(Repetition repetition, double time) {
        if (repetition == Repetition.CONTENT) {
            sameContent.add(time);
        } else if (repetition == Repetition.CLASS) {
            sameClass.add(time);
        }
    }

    /**
     * The sample that is surely warm: the same content, if there is enough of it, unless the class as a whole is as
     * fast.
     */
    private Sample warm() {
        boolean content = sameContent.count >= MIN_REQUESTS;
        boolean ofClass = sameClass.count >= MIN_REQUESTS;
        return content && !(ofClass && sameClass.mean() < sameContent.mean()) ? sameContent : sameClass;
    }

    /** The mean time of a warm request, with an assumed value that counts as the given number of requests. */
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

    /** Mean and spread of the latest requests. There is one per class, so it is small. */
    private static final class Sample {
        /** From this number of requests on, each counts half. */
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
