package org.resumelb.tools.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LruCacheTest {
    @Test
    void behavesLikeALinkedHashMapInAccessOrder() {
        SplittableRandom random = new SplittableRandom(42);
        LruCache cache = new LruCache(500);
        LinkedHashMap<Long, Boolean> reference = new LinkedHashMap<>(16, 0.75f, true);
        for (int i = 0; i < 100_000; i++) {
            long key = random.nextLong(1200) - 100;
            assertEquals(reference.get(key) != null, cache.touch(key, 1));
            reference.put(key, true);
            if (reference.size() > 500) {
                reference.remove(reference.keySet().iterator().next());
            }
            assertEquals(reference.size(), cache.size());
        }
    }

    @Test
    void heavyObjectsDisplaceSeveralAndTooHeavyOnesAreNotKept() {
        LruCache cache = new LruCache(10);
        for (int i = 0; i < 10; i++) {
            assertFalse(cache.touch(i, 1));
        }
        assertFalse(cache.touch(100, 8));
        assertEquals(3, cache.size());
        assertTrue(cache.touch(9, 1));
        assertFalse(cache.touch(200, 11));
        assertFalse(cache.touch(200, 11));
    }
}
