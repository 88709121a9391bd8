package org.resumelb.tryout;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A cache of the most recently used sites; a site that is not in it takes time to load, as from a database.
 * Thread-safe.
 */
final class SiteCache {
    private static final long LOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** Guarded by itself. */
    private final Map<String, Boolean> sites;

    SiteCache(int capacity) {
        sites = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Makes sure that a site is cached; returns how many nanoseconds that took beyond a cache lookup. */
    long use(String site) {
        boolean known;
        synchronized (sites) {
            known = sites.get(site) != null;
        }
        if (known) {
            hits.increment();
            return 0;
        }
        misses.increment();
        long begin = System.nanoTime();
        for (long left = LOAD_NANOS; left > 0; left = begin + LOAD_NANOS - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        synchronized (sites) {
            sites.put(site, true);
        }
        return System.nanoTime() - begin;
    }

    long hits() {
        return hits.sum();
    }

    long misses() {
        return misses.sum();
    }
}
