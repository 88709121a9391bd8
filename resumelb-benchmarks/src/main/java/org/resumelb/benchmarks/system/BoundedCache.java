package org.resumelb.benchmarks.system;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A worker's cache, of the objects that were used last. Thread-safe. */
final class BoundedCache {
    /** Guarded by itself. */
    private final Map<String, Boolean> objects;

    BoundedCache(int capacity) {
        objects = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Uses an object; returns whether it was there. It is afterwards. */
    boolean use(String object) {
        synchronized (objects) {
            return objects.get(object) != null || objects.put(object, true) != null;
        }
    }

    Set<String> content() {
        synchronized (objects) {
            return new HashSet<>(objects.keySet());
        }
    }

    /** For two caches: what both hold, by what at least one holds. For more, the mean over all pairs. */
    static double overlap(Iterable<BoundedCache> caches) {
        double sum = 0;
        int pairs = 0;
        for (BoundedCache one : caches) {
            for (BoundedCache other : caches) {
                if (one != other) {
                    sum += overlap(one.content(), other.content());
                    pairs++;
                }
            }
        }
        return pairs == 0 ? 0 : sum / pairs;
    }

    private static double overlap(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        int either = one.size() + other.size() - both.size();
        return either == 0 ? 0 : (double) both.size() / either;
    }
}
