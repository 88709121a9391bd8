package org.resumelb.benchmarks.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {
    private final BoundedCache cache = new BoundedCache(2);

    @Test
    void whatWasUsedLongestAgoGoesFirst() {
        assertFalse(cache.use("a"));
        assertFalse(cache.use("b"));
        assertTrue(cache.use("a"));
        assertFalse(cache.use("c"));
        assertEquals(Set.of("a", "c"), cache.content());
        assertFalse(cache.use("b"));
    }

    @Test
    void overlapIsWhatBothHoldByWhatEitherHolds() {
        BoundedCache other = new BoundedCache(4);
        cache.use("a");
        cache.use("b");
        other.use("b");
        other.use("c");
        assertEquals(1.0 / 3, BoundedCache.overlap(List.of(cache, other)), 1e-9);
        assertEquals(0, BoundedCache.overlap(List.of(cache)));
    }
}
