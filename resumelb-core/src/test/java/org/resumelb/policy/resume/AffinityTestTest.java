package org.resumelb.policy.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.resumelb.policy.resume.WorkerQueue.Repetition;
import org.resumelb.pool.Affinity.Verdict;

class AffinityTestTest {
    private final SplittableRandom random = new SplittableRandom(7);
    private final AffinityTest test = new AffinityTest();

    /** Service times as of a server without memory, about the hardest to tell apart. */
    private double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    private void cold(int requests, double mean) {
        for (int i = 0; i < requests; i++) {
            test.cold(exponential(mean));
        }
    }

    private void warm(int requests, double mean) {
        repeated(Repetition.CLASS, requests, mean);
    }

    private void repeated(Repetition repetition, int requests, double mean) {
        for (int i = 0; i < requests; i++) {
            test.repeated(repetition, exponential(mean));
        }
    }

    @Test
    void aFewRequestsProveNothing() {
        cold(19, 10);
        warm(10_000, 1);
        assertEquals(Verdict.UNKNOWN, test.verdict());
    }

    @Test
    void threeTimesTheTimeIsAGain() {
        cold(100, 3);
        warm(1_000, 1);
        assertEquals(Verdict.HELPS, test.verdict());
        assertEquals(3, test.affinity().coldOverWarm(), 0.9);
    }

    @Test
    void theSameTimeIsNoGain() {
        cold(400, 1);
        warm(4_000, 1);
        assertEquals(Verdict.DOES_NOT_HELP, test.verdict());
    }

    @Test
    void aSmallGainAmongTimesThatVaryWidelyIsNotKnown() {
        cold(25, 1.4);
        warm(100, 1);
        assertEquals(Verdict.UNKNOWN, test.verdict());
    }

    @Test
    void theVerdictFollowsAChange() {
        cold(2_000, 1);
        warm(2_000, 1);
        cold(10_000, 4);
        warm(10_000, 1);
        assertEquals(Verdict.HELPS, test.verdict());
        cold(20_000, 1);
        warm(20_000, 1);
        assertEquals(Verdict.DOES_NOT_HELP, test.verdict());
        assertTrue(test.affinity().coldRequests() <= 2_000);
    }

    @Test
    void repeatsOfTheSameContentAreWarmWhereThoseOfTheClassAreNot() {
        cold(400, 3);
        repeated(Repetition.CLASS, 4_000, 3);
        assertEquals(Verdict.DOES_NOT_HELP, test.verdict());
        repeated(Repetition.CONTENT, 1_000, 1);
        assertEquals(Verdict.HELPS, test.verdict());
        assertEquals(1_000, test.affinity().warmRequests());
    }

    @Test
    void repeatsOfTheClassAreWarmWhereTheyAreAsFast() {
        cold(400, 3);
        repeated(Repetition.CONTENT, 100, 1.5);
        repeated(Repetition.CLASS, 4_000, 1);
        assertTrue(test.affinity().warmRequests() > 100);
        assertEquals(Verdict.HELPS, test.verdict());
    }

    @Test
    void whatRepeatsNothingSaysNothing() {
        cold(400, 3);
        repeated(Repetition.NONE, 4_000, 1);
        assertEquals(0, test.affinity().warmRequests());
        assertEquals(Verdict.UNKNOWN, test.verdict());
    }

    @Test
    void firstRequestsThatAreFasterSayThatSomethingElseIsMeasured() {
        cold(1_000, 1);
        warm(1_000, 3);
        assertEquals(Verdict.UNKNOWN, test.verdict());
    }

    @Test
    void timesThatAreNoNumbersAreNotCounted() {
        test.cold(Double.NaN);
        test.cold(Double.POSITIVE_INFINITY);
        assertEquals(0, test.affinity().coldRequests());
    }

    @Test
    void theWarmMeanBeginsWithWhatIsAssumedAndEndsWithWhatIsMeasured() {
        assertEquals(0.3, test.warmMean(0.3, 20), 1e-9);
        repeated(Repetition.CLASS, 1_900, 0.8);
        assertEquals(0.8, test.warmMean(0.3, 20), 0.06);
    }
}
