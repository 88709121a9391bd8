package org.resumelb.jetty.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.jetty.util.Pool;
import org.junit.jupiter.api.Test;

class NewestFirstPoolTest {
    private final NewestFirstPool<String> pool = new NewestFirstPool<>(3);

    private Pool.Entry<String> idle(String name) {
        Pool.Entry<String> entry = pool.reserve();
        assertTrue(entry.enable(name, false));
        return entry;
    }

    @Test
    void whatWasReleasedLastIsTakenFirst() {
        Pool.Entry<String> a = idle("a");
        Pool.Entry<String> b = idle("b");
        assertSame(b, pool.acquire());
        assertSame(a, pool.acquire());
        assertNull(pool.acquire());
        assertTrue(b.release());
        assertTrue(a.release());
        assertEquals("a", pool.acquire().getPooled());
    }

    @Test
    void thereIsRoomForSoManyAndNoMore() {
        Pool.Entry<String> first = pool.reserve();
        idle("b");
        idle("c");
        assertNull(pool.reserve());
        assertTrue(first.remove());
        assertEquals(2, pool.size());
        assertTrue(pool.reserve().isReserved());
    }

    @Test
    void whatWasRemovedWhileIdleIsNotTaken() {
        Pool.Entry<String> a = idle("a");
        Pool.Entry<String> b = idle("b");
        assertTrue(b.remove());
        assertFalse(b.remove());
        assertSame(a, pool.acquire());
        assertNull(pool.acquire());
    }

    @Test
    void whatWasRemovedInUseCannotBeReleased() {
        Pool.Entry<String> a = idle("a");
        assertSame(a, pool.acquire());
        assertTrue(a.isInUse());
        assertTrue(a.remove());
        assertFalse(a.release());
        assertNull(pool.acquire());
    }

    @Test
    void afterItsEndItGivesNothing() {
        Pool.Entry<String> a = idle("a");
        Pool.Entry<String> reserved = pool.reserve();
        assertEquals(2, pool.terminate().size());
        assertTrue(pool.isTerminated());
        assertTrue(a.isTerminated());
        assertFalse(reserved.enable("late", true));
        assertNull(pool.acquire());
        assertNull(pool.reserve());
    }
}
