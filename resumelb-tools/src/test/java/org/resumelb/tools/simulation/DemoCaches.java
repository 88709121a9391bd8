package org.resumelb.tools.simulation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the caches of the demo's workers, which are Caffeine's, would have loaded for the same choices: the simulator's drop what was
 * used least recently, Caffeine's keep what is used often. Not thread-safe.
 */
final class DemoCaches {
    private final List<Cache<Long, Boolean>> caches;
    private long loads;

    DemoCaches(int workers, int records) {
        caches = Stream.<Cache<Long, Boolean>>generate(() -> Caffeine.newBuilder()
                        .maximumSize(records)
                        .executor(Runnable::run)
                        .build())
                .limit(workers)
                .toList();
    }

    /** A worker serves a request. */
    void serve(int worker, Request request) {
        Cache<Long, Boolean> cache = caches.get(worker);
        for (long needed : request.objects) {
            if (cache.getIfPresent(needed) == null) {
                cache.put(needed, true);
                loads++;
            }
        }
    }

    /** Records loaded so far. */
    long loads() {
        return loads;
    }
}
