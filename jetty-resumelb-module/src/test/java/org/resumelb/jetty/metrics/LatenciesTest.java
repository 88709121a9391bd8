package org.resumelb.jetty.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {
    private final Latencies latencies = new Latencies();
    private final long[] empty = latencies.read();

    @ParameterizedTest
    @ValueSource(longs = {1_000, 2_000, 3_000, 7_000, 9_000, 1_234_567, 40_000_000, 999_999_999, 3_600_000_000_000L})
    void aQuantileIsNearTheTime(long nanos) {
        for (int i = 0; i < 100; i++) {
            latencies.add(nanos);
        }
        double millis = Latencies.quantileMillis(empty, latencies.read(), 0.5);
        assertEquals(nanos / 1e6, millis, 0.13 * nanos / 1e6);
    }

    @Test
    void quantilesAreOfWhatCameBetweenTwoReadings() {
        latencies.add(5_000_000_000L);
        long[] before = latencies.read();
        for (int i = 1; i <= 1_000; i++) {
            latencies.add(i * 1_000_000L);
        }
        long[] after = latencies.read();
        assertEquals(500, Latencies.quantileMillis(before, after, 0.5), 40);
        assertEquals(990, Latencies.quantileMillis(before, after, 0.99), 70);
        assertTrue(Double.isNaN(Latencies.quantileMillis(after, after, 0.5)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1, Long.MAX_VALUE})
    void noTimeIsTooShortOrTooLong(long nanos) {
        latencies.add(nanos);
        assertTrue(Latencies.quantileMillis(empty, latencies.read(), 0.99) >= 0);
    }
}
