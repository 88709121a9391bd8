package org.resumelb.tryout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SiteCacheTest {
    private final SiteCache cache = new SiteCache(2);

    @Test
    void whatWasUsedLastIsAtHandAndTheRestIsLoaded() {
        assertTrue(cache.use("a") >= 20_000_000);
        assertTrue(cache.use("b") > 0);
        assertEquals(0, cache.use("a"));
        assertTrue(cache.use("c") > 0, "b was used least recently and makes room");
        assertEquals(0, cache.use("a"));
        assertTrue(cache.use("b") > 0);
        assertEquals(2, cache.hits());
        assertEquals(4, cache.misses());
    }
}
