package org.resumelb.tools.advice;

import org.jspecify.annotations.Nullable;
import org.resumelb.tools.log.LoggedSizes;

/**
 * What each worker's cache holds. Immutable.
 *
 * @param amount objects or bytes
 * @param inBytes whether the amount is bytes
 * @param derived whether it follows from the log and not from the user
 */
record CacheSize(long amount, boolean inBytes, boolean derived) {
    static CacheSize ofObjects(long objects) {
        return new CacheSize(objects, false, false);
    }

    static CacheSize ofBytes(long bytes) {
        return new CacheSize(bytes, true, false);
    }

    /** So large that all caches together hold everything once; in bytes if the log names sizes. */
    static CacheSize sharedBy(int workers, Sample sample) {
        boolean inBytes = sample.hasSizes();
        long all = 0;
        int[] weights = weights(sample, inBytes);
        for (int i = 0; i < sample.targets().size(); i++) {
            all += weights == null ? 1 : weights[i];
        }
        return new CacheSize((all + workers - 1) / workers, inBytes, true);
    }

    /** What each object takes; null if each counts as one. */
    int @Nullable [] weights(Sample sample) {
        return weights(sample, inBytes);
    }

    private static int @Nullable [] weights(Sample sample, boolean inBytes) {
        return inBytes ? LoggedSizes.completed(sample.sizes()) : null;
    }

    /** How many objects of mean size it holds. */
    long objects(Sample sample) {
        int[] weights = weights(sample);
        if (weights == null) {
            return amount;
        }
        double sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        return Math.max(1, Math.round(amount / (sum / weights.length)));
    }
}
