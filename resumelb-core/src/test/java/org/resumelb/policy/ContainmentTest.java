package org.resumelb.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resumelb.pool.ResumeSettings;

/** When one class is held back for the others, in a pool of 16 workers of which each serves one request at a time. */
class ContainmentTest {
    private static final int WORKERS = 16;
    private static final double SHARE = 0.25;

    private final PoolMeans pool = new PoolMeans(() -> ResumeSettings.DEFAULTS);
    private final SplittableClass greedy = new SplittableClass("greedy", pool);
    private final SplittableClass others = new SplittableClass("others", pool);

    @BeforeEach
    void workersServeOneAtATime() {
        for (int i = 0; i < 1000; i++) {
            pool.concurrency.ended(1, 10);
            pool.concurrency.ended(2, 15);
        }
        assertEquals(1, pool.concurrency.value());
    }

    @Test
    void aGreedyClassIsHeldToItsShareWhileOthersWaitLong() {
        offer(greedy, 10);
        offer(others, 10);
        othersTake(50);
        assertTrue(greedy.holdsBack(WORKERS, SHARE));
        end(greedy, 6);
        assertTrue(greedy.holdsBack(WORKERS, SHARE), "4 of 16 are its share");
        end(greedy, 1);
        assertFalse(greedy.holdsBack(WORKERS, SHARE));
    }

    @Test
    void aGreedyClassIsServedWhileOthersDoNotWait() {
        offer(greedy, 100);
        offer(others, 10);
        othersTake(12);
        assertFalse(greedy.holdsBack(WORKERS, SHARE));
    }

    @Test
    void aSmallClassIsNeverHeldBack() {
        offer(greedy, 10);
        offer(others, 90);
        othersTake(500);
        assertFalse(greedy.holdsBack(WORKERS, SHARE));
    }

    @Test
    void aClassThatIsAloneIsNotHeldBack() {
        offer(greedy, 100);
        othersTake(500);
        assertFalse(greedy.holdsBack(WORKERS, SHARE));
    }

    @Test
    void aBoundOfOneHoldsNothingBack() {
        offer(greedy, 100);
        offer(others, 100);
        othersTake(500);
        assertFalse(greedy.holdsBack(WORKERS, 1));
    }

    @Test
    void theBoundRisesWhenTheOthersWaitNoMoreUntilItBindsNoMore() {
        offer(greedy, 10);
        offer(others, 10);
        othersTake(50);
        assertTrue(greedy.holdsBack(WORKERS, SHARE));
        othersTake(10);
        int served = 0;
        while (greedy.holdsBack(WORKERS, SHARE)) {
            assertTrue(greedy.end(10, 10, WORKERS, SHARE), "waiting requests may be tried again");
            greedy.begin(10);
            served++;
            assertTrue(served < 20, "requests: " + served);
        }
        assertEquals(7, served, "from 4 to 11 for 10 that are open");
    }

    private void offer(SplittableClass its, int requests) {
        for (int i = 0; i < requests; i++) {
            its.begin(10);
            pool.begin(WORKERS);
        }
    }

    private void end(SplittableClass its, int requests) {
        for (int i = 0; i < requests; i++) {
            its.end(50, 10, WORKERS, SHARE);
        }
    }

    private void othersTake(double millis) {
        for (int i = 0; i < 1000; i++) {
            pool.sawOthers(millis, 10);
        }
    }
}
