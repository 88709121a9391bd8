package org.resumelb.newspaper;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Keeps articles up to a total weight, those used last; as a simulation takes caches to be. All fields guarded by this. */
final class LruRecords implements RecordCache {
    private final long capacity;
    private final Map<Long, Item> records = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Long, CompletableFuture<@Nullable Item>> loading = new HashMap<>();
    private long weight;

    LruRecords(long capacity) {
        this.capacity = capacity;
    }

    @Override
    public @Nullable Item get(long id, LongFunction<@Nullable Item> loader) {
        CompletableFuture<@Nullable Item> own = new CompletableFuture<>();
        CompletableFuture<@Nullable Item> other;
        synchronized (this) {
            Item item = records.get(id);
            if (item != null) {
                return item;
            }
            other = loading.putIfAbsent(id, own);
        }
        if (other == null) {
            load(id, loader, own);
        }
        return result(other == null ? own : other);
    }

    private void load(long id, LongFunction<@Nullable Item> loader, CompletableFuture<@Nullable Item> load) {
        try {
            Item item = loader.apply(id);
            loaded(id, item);
            load.complete(item);
        } catch (RuntimeException | Error e) {
            loaded(id, null);
            load.completeExceptionally(e);
        }
    }

    private synchronized void loaded(long id, @Nullable Item item) {
        loading.remove(id);
        if (item == null || weight(item) > capacity) {
            return;
        }
        records.put(id, item);
        weight += weight(item);
        Iterator<Item> oldestFirst = records.values().iterator();
        while (weight > capacity) {
            weight -= weight(oldestFirst.next());
            oldestFirst.remove();
        }
    }

    private static int weight(Item item) {
        return item instanceof Item.Article article ? article.weight() : 1;
    }

    private static @Nullable Item result(CompletableFuture<@Nullable Item> load) {
        try {
            return load.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public synchronized Set<Long> ids() {
        return Set.copyOf(records.keySet());
    }
}
