package org.resumelb.tools.advice;

import org.jspecify.annotations.Nullable;
import org.resumelb.tools.log.LoggedSizes;

/**
 * The capacity of each worker's cache. Immutable.
 *
 * @param amount objects or bytes
 * @param inBytes whether the amount is in bytes
 * @param derived whether it was derived from the log rather than given by the user
 */
record CacheSize(long amount, boolean inBytes, boolean derived) {
    static CacheSize ofObjects(long objects) {
        return new CacheSize(objects, false, false);
    }

    static CacheSize ofBytes(long bytes) {
        return new CacheSize(bytes, true, false);
    }

    /** Large enough for all caches together to hold everything once; in bytes if the log contains sizes. */
    static CacheSize sharedBy(int workers, Sample sample) {
        boolean inBytes = sample.hasSizes();
        long all = 0;
        int[] weights = weights(sample, inBytes);
        for (int i = 0; i < sample.targets().size(); i++) {
            all += weights == null ? 1 : weights[i];
        }
        return new CacheSize((all + workers - 1) / workers, inBytes, true);
    }

    /** The weight of each object; null if each counts as one. */
    int @Nullable [] weights(Sample sample) {
        return weights(sample, inBytes);
    }

    private static int @Nullable [] weights(Sample sample, boolean inBytes) {
        return inBytes ? LoggedSizes.completed(sample.sizes()) : null;
    }

    /** The number of objects of mean size that fit. */
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
