package org.resumelb.demo.result;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How much of the same data the workers' caches hold. For two workers: the records that both hold, divided by the records
 * that at least one of them holds (0 if there are none). For more: the mean over all pairs. So 0 means that each record is
 * cached in one place, 1 that all caches are alike.
 */
public final class Overlap {
    private Overlap() {}

    /** The overlap of the given caches, 0 to 1; 0 for fewer than two. */
    public static double of(List<Set<Long>> caches) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < caches.size(); i++) {
            for (int j = i + 1; j < caches.size(); j++) {
                sum += of(caches.get(i), caches.get(j));
                pairs++;
            }
        }
        return pairs == 0 ? 0 : sum / pairs;
    }

    private static double of(Set<Long> one, Set<Long> other) {
        Set<Long> both = new HashSet<>(one);
        both.retainAll(other);
        int either = one.size() + other.size() - both.size();
        return either == 0 ? 0 : (double) both.size() / either;
    }
}
