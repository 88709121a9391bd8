package org.resumelb.tools.simulation;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The demo in virtual time: four workers whose caches together could hold everything once, sixteen clients that ask again
 * when they are answered, from empty caches. Immutable.
 *
 * @param limit requests
 */
record DemoDrill(Path log, int limit, Machines machines) {
    private static final int WORKERS = 4;
    private static final int CLIENTS_PER_WORKER = 4;
    private static final int THREADS = 1000;

    /** What workers run on. */
    enum Machines {
        /** As in the demo, everything shares two processors. */
        SHARED(THREADS, new Scenario.Cost(0.5, 0.35, Double.POSITIVE_INFINITY, 2, 0.6)),
        /** Each worker serves one at a time. */
        ONE_AT_A_TIME(1, new Scenario.Cost(4, 3, Double.POSITIVE_INFINITY)),
        /** Nothing ever waits. */
        AMPLE(THREADS, new Scenario.Cost(4, 3, Double.POSITIVE_INFINITY));

        final int threads;

        @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
        final Scenario.Cost cost;

        Machines(int threads, Scenario.Cost cost) {
            this.threads = threads;
            this.cost = cost;
        }
    }

    /** Figures of a run; the busiest worker's requests over the mean; loads for each request with the demo's caches. */
    record Figures(Result result, double busiest, double demosLoads) {}

    Figures measure(Contender contender, long seed) throws IOException {
        Newspaper newspaper = new Newspaper(log, limit);
        int cached = (newspaper.records() + WORKERS - 1) / WORKERS;
        Scenario scenario = new Scenario(
                new Scenario.Cluster(WORKERS, machines.threads, cached, false),
                machines.cost,
                Scenario.Load.closed(CLIENTS_PER_WORKER * WORKERS),
                Scenario.Reports.USUAL.withWaiting(),
                1,
                seed);
        Simulation simulation = contender.simulate(scenario, newspaper);
        int[] served = new int[WORKERS];
        DemoCaches demos = new DemoCaches(WORKERS, cached);
        simulation.observe(request -> {
            served[Simulation.number(request)]++;
            demos.serve(Simulation.number(request), request);
        });
        simulation.beginMeasuring();
        simulation.run(newspaper.requests());
        int most = 0;
        for (int requests : served) {
            most = Math.max(most, requests);
        }
        double requests = newspaper.requests();
        return new Figures(simulation.result(), most * WORKERS / requests, demos.loads() / requests);
    }
}
