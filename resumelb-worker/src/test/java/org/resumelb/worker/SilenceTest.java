package org.resumelb.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private long nowMillis = 7_000_000;

    private final Silence silence =
            new Silence(() -> TimeUnit.MILLISECONDS.toNanos(nowMillis), millis -> nowMillis += millis);

    @Test
    void whereNothingHappensItLastsTheGrace() throws Exception {
        assertTrue(silence.await(() -> 3, 1_000, 10_000));
        assertEquals(7_001_000, nowMillis);
    }

    @Test
    void eachRequestBeginsTheGraceAnew() throws Exception {
        LongSupplier untilThreeSeconds = () -> Math.min(nowMillis, 7_003_000);
        assertTrue(silence.await(untilThreeSeconds, 1_000, 10_000));
        assertEquals(7_004_000, nowMillis);
    }

    @Test
    void requestsThatNeverEndAreWaitedForToALimit() throws Exception {
        assertFalse(silence.await(() -> nowMillis, 1_000, 10_000));
        assertEquals(7_010_000, nowMillis);
    }

    @Test
    void aShortGraceIsNotStretchedByTheLooking() throws Exception {
        assertTrue(silence.await(() -> 0, 20, 200));
        assertEquals(7_000_020, nowMillis);
    }
}
