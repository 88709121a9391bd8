package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClassifierWatchTest {

    private static final long MILLIS = 1_000_000;

    private final List<String> changes = new ArrayList<>();
    private final ClassifierWatch watch =
            new ClassifierWatch(new Recorder(100, 1000, 100), (before, now) -> changes.add(before + ">" + now));

    @Test
    void aFingerprintNeverSeenIsAdoptedAtOnce() {
        assertEquals(0, watch.epochAt("one", 0));
        assertEquals(1, watch.epochAt("two", 1));
        assertEquals(2, watch.epochAt("three", 2));
        assertEquals(List.of("null>one", "one>two", "two>three"), changes);
    }

    @Test
    void requestsUnderTheFormerOneAreIgnoredWhileTheNewOneIsInUse() {
        watch.epochAt("one", 0);
        watch.epochAt("two", 0);
        for (int i = 1; i < 100; i++) {
            assertEquals(ClassifierWatch.IGNORED, watch.epochAt("one", i * 500L * MILLIS));
            assertEquals(1, watch.epochAt("two", i * 500L * MILLIS));
        }
        assertEquals(2, changes.size());
    }

    @Test
    void theFormerOneIsTakenBackWhenNothingComesUnderTheNewOne() {
        watch.epochAt("one", 0);
        watch.epochAt("two", 0);
        assertEquals(ClassifierWatch.IGNORED, watch.epochAt("one", 999 * MILLIS));
        assertEquals(2, watch.epochAt("one", 1000 * MILLIS));
    }

    @Test
    void aLoadBalancerThatTellsNoneMeansTheOneInForce() {
        assertEquals(0, watch.epochAt(null, 0));
        watch.epochAt("one", 0);
        watch.epochAt("two", 0);
        assertEquals(1, watch.epochAt(null, 0));
    }
}
