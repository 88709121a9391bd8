package org.resumelb.tools.simulation;

import java.util.HashMap;
import java.util.Map;

/**
 * What a small pool does after a part of it was restarted. Workers serve any number of requests at once, in a closed
 * loop of eight clients.
 */
final class RestartDrills {
    private static final int CLIENTS = 8;
    private static final int FIRST_REQUESTS = 50;

    /** Seconds after a worker's restart at which the windows end that are looked at. */
    private static final double[] WINDOW_ENDS = {10, 30, 60};

    private static final double SETTLING_SECONDS = 30;
    private static final double AWAY_SECONDS = 3;

    /** Figures of {@link #workerRestarted}: three for each window. */
    static final int WORKER_FIGURES = 3 * WINDOW_ENDS.length;

    private final Contender contender;
    private final long seed;

    RestartDrills(Contender contender, long seed) {
        this.contender = contender;
        this.seed = seed;
    }

    private Simulation simulate(int workers, int cached, EvenWorkload workload) {
        Scenario scenario = new Scenario(
                new Scenario.Cluster(workers, 1000, cached, false),
                new Scenario.Cost(2, 30, Double.POSITIVE_INFINITY),
                Scenario.Load.closed(CLIENTS),
                Scenario.Reports.USUAL,
                1,
                seed);
        return contender.simulate(scenario, workload);
    }

    /**
     * After so many requests to four workers and 50 classes the load balancer starts again: the share of the classes
     * whose first request then goes to another worker than that which has served the class most.
     */
    double balancerRestarted(long requestsBefore) {
        Simulation simulation = simulate(4, 60, new EvenWorkload(FIRST_REQUESTS, 4, 0.5, seed));
        int[][] served = new int[FIRST_REQUESTS][4];
        simulation.observe(request -> served[request.site][Simulation.number(request)]++);
        simulation.run(requestsBefore);
        simulation.restartBalancers();
        double restarted = simulation.nowMillis();
        Map<Integer, Boolean> away = new HashMap<>();
        simulation.observe(request -> {
            int worker = Simulation.number(request);
            if (request.sentNanos / 1e6 > restarted) {
                away.putIfAbsent(request.site, served[request.site][worker] < max(served[request.site]));
            }
        });
        simulation.run(20L * FIRST_REQUESTS);
        return (double) away.values().stream().filter(each -> each).count() / away.size();
    }

    private static int max(int[] counts) {
        int max = 0;
        for (int count : counts) {
            max = Math.max(max, count);
        }
        return max;
    }

    /**
     * One of three workers is away for three seconds and comes back with an empty cache: for each window its share of
     * the requests over its share before, the share of all requests that are missed, and requests/second over before.
     */
    double[] workerRestarted(boolean resumeKept) {
        Simulation simulation = simulate(3, 70, new EvenWorkload(60, 3, 0, seed));
        SimulatedWorker restarted = simulation.workers().get(1);
        simulation.runSeconds(SETTLING_SECONDS);
        Window before = Window.of(simulation, restarted, WINDOW_ENDS[0]);
        simulation.stop(restarted);
        simulation.runSeconds(AWAY_SECONDS);
        simulation.start(restarted, resumeKept);
        double[] figures = new double[WORKER_FIGURES];
        double begin = 0;
        for (int i = 0; i < WINDOW_ENDS.length; i++) {
            Window window = Window.of(simulation, restarted, WINDOW_ENDS[i] - begin);
            begin = WINDOW_ENDS[i];
            figures[3 * i] = window.share / before.share;
            figures[3 * i + 1] = window.misses;
            figures[3 * i + 2] = window.perSecond / before.perSecond;
        }
        return figures;
    }

    /** What one worker and all together did in a time. */
    private record Window(double share, double misses, double perSecond) {
        static Window of(Simulation simulation, SimulatedWorker worker, double seconds) {
            int[] counts = {0, 0};
            simulation.observe(request -> counts[Simulation.number(request) == worker.number ? 0 : 1]++);
            simulation.beginMeasuring();
            simulation.runSeconds(seconds);
            Result result = simulation.result();
            return new Window(
                    (double) counts[0] / Math.max(1, counts[0] + counts[1]), result.misses(), result.perSecond());
        }
    }
}
