package org.resumelb.newspaper;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Keeps so many records, those most likely to be asked for again. */
final class CaffeineRecords implements RecordCache {
    private final Cache<Long, Item> records;

    CaffeineRecords(long capacity) {
        // Evicting in the calling thread keeps the bound exact, and the counters comparable from run to run.
        records = Caffeine.newBuilder()
                .maximumSize(capacity)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public @Nullable Item get(long id, LongFunction<@Nullable Item> loader) {
        return records.get(id, loader::apply);
    }

    @Override
    public Set<Long> ids() {
        records.cleanUp();
        return Set.copyOf(records.asMap().keySet());
    }
}
