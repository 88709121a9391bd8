package org.resumelb.tools.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.resume.Skill;

/** One of three workers says of all classes that they take it no time, or ages. The caches hold everything once. */
class LyingWorkerTest {
    private final Set<String> classes = new TreeSet<>();

    private Simulation warm(Contender contender) {
        Simulation simulation = contender.simulate(
                new Scenario(
                        new Scenario.Cluster(3, 1000, 70, false),
                        new Scenario.Cost(10, 40, Double.POSITIVE_INFINITY),
                        Scenario.Load.closed(8),
                        Scenario.Reports.USUAL,
                        1,
                        1),
                new EvenWorkload(60, 3, 0, 1));
        simulation.observe(request -> classes.add(request.requestClass));
        simulation.runSeconds(30);
        return simulation;
    }

    private void lie(Simulation simulation, Skill skill) {
        Map<String, Skill> lies = new HashMap<>();
        classes.forEach(name -> lies.put(name, skill));
        Balancer balancer = simulation.balancers().get(0);
        balancer.pool().learn(balancer.workerOf(simulation.workers().get(1)), lies);
    }

    private static double misses(Simulation simulation, double seconds) {
        simulation.beginMeasuring();
        simulation.runSeconds(seconds);
        return simulation.result().misses();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e300, 1e7, 1000, 0})
    void itSpoilsLittleAndNotForLong(double meanMillis) {
        Simulation simulation = warm(Contender.RESUME);
        double before = misses(simulation, 10);
        for (int second = 0; second < 10; second++) {
            lie(simulation, new Skill(1000 / Math.max(1e-3, Math.min(meanMillis, 1e6)), 500, meanMillis, 0, 0));
            simulation.runSeconds(1);
        }
        double meanwhile = misses(simulation, 10);
        double after = afterReplacement(simulation);
        double afterTruth = afterReplacement(warm(Contender.RESUME));
        System.out.printf(
                "%.0e ms: misses %.4f, %.4f after ten lies, %.4f when it is replaced, %.4f without lies%n",
                meanMillis, before, meanwhile, after, afterTruth);
        assertTrue(meanwhile < before + 0.02, "misses " + before + ", then " + meanwhile);
        assertTrue(after < afterTruth + 0.05, "misses " + after + ", without lies " + afterTruth);
    }

    /** Share of misses a minute after a new worker has taken the place of the one that may have lied. */
    private static double afterReplacement(Simulation simulation) {
        simulation.balancers().get(0).disconnect(simulation.workers().get(1));
        simulation.addWorker();
        simulation.runSeconds(60);
        return misses(simulation, 10);
    }
}
