package org.resumelb.tools.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * The first experiment that everybody tries: a few workers and sites, and a few clients that send the next request when
 * one is answered, from empty caches. A worker serves any number of requests at once. Immutable.
 *
 * @param pages pages of each site, each of them one object
 * @param cached number of objects that a worker's cache holds
 */
record SmallPool(int workers, int sites, int pages, int cached, int clients, double skew) {
    /** Figures of {@link #measure}. */
    static final int FIGURES = 3;

    /** Which of them the summary is about. */
    static final int SOON = 1;

    private static final int THREADS = 1000;
    private static final double WARM_MILLIS = 2;
    private static final double MISS_MILLIS = 38;

    /** Two small experiments, and a grid around them. */
    static List<SmallPool> grid() {
        List<SmallPool> grid =
                new ArrayList<>(List.of(new SmallPool(2, 30, 1, 10, 4, 0), new SmallPool(3, 60, 3, 70, 8, 0)));
        for (int workers : new int[] {2, 3, 4}) {
            for (int sites : new int[] {10, 30, 100}) {
                for (int clients : new int[] {2, 4, 16}) {
                    grid.add(new SmallPool(workers, sites, 1, Math.max(1, sites / workers), clients, 0.5));
                }
            }
        }
        return grid;
    }

    /** Shares of misses: in the first 1,000 requests, in the 2,000 after them, and in 4,000 after 10,000. */
    double[] measure(Contender contender, long seed) {
        Scenario scenario = new Scenario(
                new Scenario.Cluster(workers, THREADS, cached, false),
                new Scenario.Cost(WARM_MILLIS, MISS_MILLIS, Double.POSITIVE_INFINITY),
                Scenario.Load.closed(clients),
                Scenario.Reports.USUAL,
                1,
                seed);
        Simulation simulation = contender.simulate(scenario, new EvenWorkload(sites, pages, skew, seed));
        double first = misses(simulation, 1_000);
        double soon = misses(simulation, 2_000);
        simulation.run(7_000);
        return new double[] {first, soon, misses(simulation, 4_000)};
    }

    private static double misses(Simulation simulation, long requests) {
        simulation.beginMeasuring();
        simulation.run(requests);
        return simulation.result().misses();
    }

    String title() {
        return workers + " workers, caches of " + cached + ", " + sites + " sites" + (pages == 1 ? "" : " × " + pages)
                + (skew == 0 ? " alike" : "") + ", " + clients + " clients";
    }
}
