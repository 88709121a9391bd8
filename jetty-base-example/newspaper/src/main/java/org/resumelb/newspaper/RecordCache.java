package org.resumelb.newspaper;

import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A bounded cache of records. Thread-safe; of several requests that miss the same record at once, one loads it. */
interface RecordCache {
    /**
     * A record, loaded if it is not here.
     *
     * @param loader gives null for what does not exist, which is not kept; what it throws is thrown
     */
    @Nullable
    Item get(long id, LongFunction<@Nullable Item> loader);

    /** Ids of the records that are here at this moment. */
    Set<Long> ids();
}
