package org.resumelb.jetty.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pauses between attempts to reach a worker. */
class BackoffTest {
    @Test
    void eachPauseIsTwiceTheOneBeforeUpToALimit() {
        assertEquals(List.of(100L, 200L, 400L, 800L, 1_600L, 2_000L, 2_000L), pauses(new Backoff(() -> 0.5), 7));
    }

    @Test
    void chanceStretchesOrShortensAPauseByUpToHalf() {
        assertEquals(List.of(50L, 100L, 200L), pauses(new Backoff(() -> 0), 3));
        assertEquals(List.of(150L, 300L, 600L), pauses(new Backoff(() -> 1), 3));
    }

    @Test
    void afterAResetPausesBeginAnew() {
        Backoff backoff = new Backoff(() -> 0.5);
        pauses(backoff, 10);
        backoff.reset();
        assertEquals(List.of(100L, 200L), pauses(backoff, 2));
    }

    private static List<Long> pauses(Backoff backoff, int count) {
        return Stream.generate(backoff::nextPauseMillis).limit(count).toList();
    }
}
