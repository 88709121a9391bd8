package org.resumelb.jetty.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.resumelb.classifier.HostClassifier;
import org.resumelb.jetty.testing.CapturedLog;

class WaitingWatchTest {
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static void classify(WaitingWatch watch, boolean waiting) {
        WaitingWatch.Timing timing = watch.begin();
        long until = System.nanoTime() + WAIT_NANOS;
        while (waiting && System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        watch.end(timing);
    }

    @Test
    void aClassifierThatWaitsIsNoticedAndToldOnce() {
        try (CapturedLog log = new CapturedLog()) {
            WaitingWatch watch = new WaitingWatch("a user's");
            assertFalse(watch.hasWaited());
            for (int i = 0; i < 10; i++) {
                classify(watch, true);
            }
            assertTrue(watch.hasWaited());
            assertNull(watch.begin(), "nobody looks any more");
            assertEquals(1, log.linesWith("Classifier a user's waits").size());
        }
    }

    @Test
    void oneThatComputesIsLeftAlone() {
        WaitingWatch watch = new WaitingWatch("a user's");
        assertNotNull(watch.begin());
        classify(watch, false);
        assertFalse(watch.hasWaited());
    }

    @Test
    void ourOwnAreNotWatched() {
        assertNull(new WaitingWatch(new HostClassifier()).begin());
    }
}
