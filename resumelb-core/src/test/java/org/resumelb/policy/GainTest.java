package org.resumelb.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.resumelb.pool.Affinity.Verdict;

class GainTest {
    private final SplittableRandom random = new SplittableRandom(7);
    private final Gain gain = new Gain();

    /** Service times as of a server without memory, about the hardest to tell apart. */
    private double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    private void cold(int requests, double mean) {
        for (int i = 0; i < requests; i++) {
            gain.cold(exponential(mean));
        }
    }

    private void warm(int requests, double mean) {
        for (int i = 0; i < requests; i++) {
            gain.warm(exponential(mean));
        }
    }

    @Test
    void aFewRequestsProveNothing() {
        cold(19, 10);
        warm(10_000, 1);
        assertEquals(Verdict.UNKNOWN, gain.verdict());
    }

    @Test
    void threeTimesTheTimeIsAGain() {
        cold(100, 3);
        warm(1_000, 1);
        assertEquals(Verdict.HELPS, gain.verdict());
        assertEquals(3, gain.affinity().coldOverWarm(), 0.9);
    }

    @Test
    void theSameTimeIsNoGain() {
        cold(400, 1);
        warm(4_000, 1);
        assertEquals(Verdict.DOES_NOT_HELP, gain.verdict());
    }

    @Test
    void aSmallGainAmongTimesThatVaryWidelyIsNotKnown() {
        cold(25, 1.4);
        warm(100, 1);
        assertEquals(Verdict.UNKNOWN, gain.verdict());
    }

    @Test
    void theVerdictFollowsAChange() {
        cold(2_000, 1);
        warm(2_000, 1);
        cold(10_000, 4);
        warm(10_000, 1);
        assertEquals(Verdict.HELPS, gain.verdict());
        cold(20_000, 1);
        warm(20_000, 1);
        assertEquals(Verdict.DOES_NOT_HELP, gain.verdict());
        assertTrue(gain.affinity().coldRequests() <= 2_000);
    }
}
