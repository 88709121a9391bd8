package org.resumelb.tools.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.resumelb.resume.Report;

class SimulationTest {
    private static final Point POINT = new Point(4, 20, 1, 0.6);

    private static List<Report> reports(Contender contender) {
        Simulation simulation = contender.simulate(POINT.scenario(1), POINT.workload(1));
        List<Report> reports = new ArrayList<>();
        simulation.observe(request -> reports.add(request.report));
        simulation.run(2000);
        return reports;
    }

    /** So few requests that nobody waits for long, whatever is missed. */
    private static Simulation light() {
        return Contender.LEAST_CONNECTIONS.simulate(POINT.scenario(1).with(Scenario.Load.open(10)), POINT.workload(1));
    }

    @Test
    void answersSayWhatTheWorkerKnows() {
        List<Report> reports = reports(Contender.RESUME);
        assertTrue(reports.stream().allMatch(each -> each.inFlight() >= 1), "the request itself is in hand");
        assertTrue(reports.stream().allMatch(each -> each.serviceMillis() > each.missMillis()), "misses are part");
        assertTrue(reports.stream().anyMatch(each -> each.missMillis() >= Point.MISS_MILLIS), "something is missed");
    }

    @Test
    void withServiceTimesOnlyMissesAreNotTold() {
        List<Report> reports = reports(Contender.RESUME_BY_TIMES);
        assertTrue(reports.stream().allMatch(each -> each.serviceMillis() > 0 && Double.isNaN(each.missMillis())));
    }

    @Test
    void withoutReportsNothingIsTold() {
        assertTrue(reports(Contender.RESUME_WITHOUT_REPORTS).stream().allMatch(Report.NONE::equals));
    }

    @Test
    void aShareOfTheAnswersCarriesReports() {
        Scenario.Reports usual = Scenario.Reports.USUAL;
        Scenario scenario = POINT.scenario(1)
                .with(new Scenario.Reports(
                        usual.history(),
                        usual.deltas(),
                        usual.missTimes(),
                        usual.waiting(),
                        usual.delayMillis(),
                        0.25));
        Simulation simulation = new Simulation(
                scenario, POINT.workload(1), Contender.RESUME.policy().apply(1), Contender.RESUME.settings());
        int[] told = {0};
        simulation.observe(request -> told[0] += request.report.equals(Report.NONE) ? 0 : 1);
        simulation.run(4000);
        assertEquals(1000, told[0], 150);
    }

    @Test
    void otherRequestsComeAsWellOnceTheyHaveBegun() {
        Simulation simulation = light();
        int[] others = {0};
        simulation.observe(request -> others[0] += request.clientName.isEmpty() ? 0 : 1);
        simulation.runSeconds(10);
        assertEquals(0, others[0]);
        SyntheticWorkload more = POINT.workload(2);
        simulation.alsoSend(
                () -> {
                    Request request = more.next();
                    request.clientName = "other";
                    return request;
                },
                Scenario.Load.open(10));
        simulation.runSeconds(100);
        assertEquals(1000, others[0], 100);
    }

    @Test
    void aStoppedWorkerGetsNothingUntilItIsStartedAgainAndItsCacheIsEmpty() {
        Simulation simulation = light();
        simulation.runSeconds(10);
        SimulatedWorker worker = simulation.workers().get(1);
        int[] served = {0};
        simulation.stop(worker);
        simulation.runSeconds(1);
        simulation.observe(request -> served[0] += Simulation.number(request) == worker.number ? 1 : 0);
        simulation.runSeconds(10);
        assertEquals(0, served[0]);
        simulation.start(worker, false);
        assertEquals(0, worker.cache.size());
        simulation.runSeconds(10);
        assertTrue(served[0] > 0);
    }
}
