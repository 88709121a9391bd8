package org.resumelb.tools.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.pool.HealthChange;
import org.resumelb.pool.HealthChange.Kind;
import org.resumelb.pool.Pool;
import org.resumelb.resume.Skill;

/** One of three workers says of all classes that they take it no time, or ages. The caches hold everything once. */
class LyingWorkerTest {
    private final Set<String> classes = new TreeSet<>();
    private final List<HealthChange> changes = new ArrayList<>();

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
        pool(simulation).onHealthChange(changes::add);
        simulation.runSeconds(30);
        return simulation;
    }

    private static Pool pool(Simulation simulation) {
        return simulation.balancers().get(0).pool();
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
        simulation.balancers().get(0).disconnect(simulation.workers().get(1));
        simulation.addWorker();
        simulation.runSeconds(20);
        double after = misses(simulation, 10);
        System.out.printf(
                "%.0e ms: misses %.4f, %.4f after ten lies, %.4f when it is replaced; %s%n",
                meanMillis, before, meanwhile, after, changes);
        assertTrue(meanwhile < before + 0.05, "misses " + before + ", then " + meanwhile);
        assertTrue(after < before + 0.1, "misses " + before + ", then " + after);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume", "classic"})
    void itIsDoubtedAndBelievedAgain(String policy) {
        Simulation simulation = warm(policy.equals("resume") ? Contender.RESUME : Contender.classic(1, 999));
        assertEquals(List.of(), changes);
        for (int second = 0; second < 20; second++) {
            lie(simulation, Skill.ofScore(1e9));
            simulation.runSeconds(1);
        }
        assertEquals(List.of(Kind.DOUBTED), changes.stream().map(HealthChange::kind).toList());
        simulation.runSeconds(10);
        // The truth, as far as it is told: of what has changed since.
        Balancer balancer = simulation.balancers().get(0);
        SimulatedWorker honest = simulation.workers().get(1);
        balancer.pool()
                .connected(
                        balancer.workerOf(honest), honest.recorder.whole(0, (long) (simulation.nowMillis() * 1_000_000)));
        simulation.runSeconds(20);
        assertEquals(
                List.of(Kind.DOUBTED, Kind.BELIEVED),
                changes.stream().map(HealthChange::kind).toList());
    }

    @Test
    void nobodyHonestIsDoubted() {
        Simulation simulation = warm(Contender.RESUME_BY_TIMES);
        simulation.servicing().slowDown(7, 20);
        simulation.runSeconds(20);
        assertEquals(List.of(), changes);
    }
}
