package org.resumelb.newspaper;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bounded cache of records and its counters. Thread-safe; of several requests that miss the same record at once, one
 * loads it and the others wait.
 */
final class Library {
    private final long capacity;
    private final Supplier<RecordCache> caches;
    private final Store store;
    private final LongAdder requests = new LongAdder();
    private final LongAdder lookups = new LongAdder();
    private final LongAdder loads = new LongAdder();
    /** Replaced as a whole by {@link #reset()}, so that nothing of the old one's history remains. */
    private volatile RecordCache cache;

    /**
     * An empty library.
     *
     * @param capacity what the cache keeps at most, as it is shown
     * @param caches makes empty caches
     * @param store where missing ones are read
     */
    Library(long capacity, Supplier<RecordCache> caches, Store store) {
        this.capacity = capacity;
        this.caches = caches;
        this.store = store;
        this.cache = caches.get();
    }

    /** Starts a request's visit. */
    Visit visit() {
        requests.increment();
        return new Visit();
    }

    /** Forgets all records and sets the counters to zero. Requests under way may still count. */
    void reset() {
        cache = caches.get();
        requests.reset();
        lookups.reset();
        loads.reset();
    }

    long requests() {
        return requests.sum();
    }

    long lookups() {
        return lookups.sum();
    }

    long loads() {
        return loads.sum();
    }

    long capacity() {
        return capacity;
    }

    /** Ids of the cached records at this moment. */
    Set<Long> cachedIds() {
        return cache.ids();
    }

    /** One request's use of the library; sums up the time spent on misses. Not thread-safe. */
    final class Visit {
        private long missNanos;

        Item.@Nullable Site site(long id) {
            return (Item.Site) find(id, store::site);
        }

        Item.@Nullable Section section(long id) {
            return (Item.Section) find(id, store::section);
        }

        Item.@Nullable Article article(long id) {
            return (Item.Article) find(id, store::article);
        }

        long missNanos() {
            return missNanos;
        }

        private @Nullable Item find(long id, Loader loader) {
            lookups.increment();
            return cache.get(id, key -> load(key, loader));
        }

        private @Nullable Item load(long id, Loader loader) {
            long startNanos = System.nanoTime();
            loads.increment();
            try {
                return loader.load(id);
            } catch (SQLException e) {
                throw new StoreException("record " + id + " cannot be read: " + e.getMessage(), e);
            } finally {
                missNanos += System.nanoTime() - startNanos;
            }
        }
    }

    @FunctionalInterface
    private interface Loader {
        @Nullable
        Item load(long id) throws SQLException;
    }
}
