package org.resumelb.tools.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * The short form of the report: fails when a change to the policy takes its figures out of the recorded band. Ratios to
 * the classic rules, so that a change of the workload moves both.
 */
class RecordedBandTest {
    private static final Contender CLASSIC = Contender.classic(4, 9999);

    @Test
    void inAClosedLoopResumeMissesLessAndServesMore() {
        Point point = new Point(16, 500, 1, Point.CLOSED);
        Result ours = point.measure(Contender.RESUME, 1L);
        Result classic = point.measure(CLASSIC, 1L);
        within(0.50, 0.78, ours.misses() / classic.misses(), "misses");
        within(1.08, 1.25, ours.perSecond() / classic.perSecond(), "requests/s");
        within(0.50, 0.95, ours.p99Millis() / classic.p99Millis(), "p99");
        within(1.00, 1.10, ours.busiest(), "busiest");
    }

    @Test
    void atSixtyPercentLoadResumeAnswersSooner() {
        Point point = new Point(16, 500, 1, 0.6);
        Result ours = point.measure(Contender.RESUME, 1L);
        Result classic = point.measure(CLASSIC, 1L);
        within(0.50, 0.90, ours.misses() / classic.misses(), "misses");
        within(0.40, 0.85, ours.p99Millis() / classic.p99Millis(), "p99");
    }

    @Test
    void serviceTimesAloneSufficeToBeatTheClassicRules() {
        Point point = new Point(16, 500, 1, Point.CLOSED);
        Result ours = point.measure(Contender.RESUME_BY_TIMES, 1L);
        Result classic = point.measure(CLASSIC, 1L);
        within(0.50, 1.00, ours.misses() / classic.misses(), "misses");
        within(1.05, 1.25, ours.perSecond() / classic.perSecond(), "requests/s");
    }

    @Test
    void fourLoadBalancersMissHardlyMoreThanOne() {
        Point point = new Point(16, 500, 1, Point.CLOSED);
        Simulation simulation = Contender.RESUME.simulate(point.scenario(1).withBalancers(4), point.workload(1));
        simulation.run(point.requests());
        simulation.beginMeasuring();
        simulation.run(point.requests());
        double one = point.measure(Contender.RESUME, 1L).misses();
        within(0.80, 1.25, simulation.result().misses() / one, "misses");
    }

    @Test
    void aNewWorkerGetsItsShareAndAnAbuserDoesNot() {
        Drills drills = new Drills(Contender.RESUME, 1, 100_000);
        within(0.7, 3.0, drills.lightLoad(), "new worker's classes over its fair share");
        within(0.5, 3.0, drills.surge(), "others' p99 when one class surges");
    }

    @Test
    void theSameSeedGivesTheSameResult() {
        Point point = new Point(8, 100, 1, 0.85);
        assertEquals(point.measure(Contender.RESUME, 7L), point.measure(Contender.RESUME, 7L));
    }

    private static void within(double least, double greatest, double value, String what) {
        assertTrue(
                value >= least && value <= greatest,
                what + ": " + value + " (expected: " + least + " to " + greatest + ")");
    }
}
