package org.resumelb.tools.simulation;

import java.util.stream.LongStream;

/**
 * One point of the grid of synthetic scenarios. Immutable.
 *
 * @param cache all workers' caches together, in working sets
 * @param load open load as a share of the warm capacity; 0 for four clients a worker
 */
record Point(int workers, int sites, double cache, double load) {
    static final double CLOSED = 0;
    static final double MISS_MILLIS = 10;

    /** Requests to warm up with, and to measure: more classes need more. */
    long requests() {
        return Math.max(150_000, 8L * sites);
    }

    Measurement measure(Contender contender, int seeds) {
        return new Measurement(
                contender,
                LongStream.rangeClosed(1, seeds)
                        .mapToObj(seed -> measure(contender, seed))
                        .toList());
    }

    Result measure(Contender contender, long seed) {
        SyntheticWorkload workload = workload(seed);
        Simulation simulation = contender.simulate(scenario(seed), workload);
        simulation.run(requests());
        simulation.beginMeasuring();
        simulation.run(requests());
        return simulation.result();
    }

    SyntheticWorkload workload(long seed) {
        return new SyntheticWorkload(SyntheticWorkload.Traffic.ofSites(sites), seed);
    }

    Scenario scenario(long seed) {
        long weight = Math.max(1, (long) (cache * workload(seed).workingSet() / workers));
        Scenario closed = new Scenario(
                new Scenario.Cluster(workers, 1, weight, false),
                Scenario.Cost.ofMiss(MISS_MILLIS),
                Scenario.Load.closed(4 * workers),
                Scenario.Reports.USUAL,
                1,
                seed);
        return load == CLOSED
                ? closed
                : closed.with(Scenario.Load.open(
                        load * WarmCapacity.perSecond(closed, workload(seed), requests(), requests())));
    }

    /** How the point is called in tables. */
    String title() {
        String how = load == CLOSED ? "closed loop" : Math.round(100 * load) + " % load";
        return workers + " workers, " + sites + " classes, cache " + cache + ", " + how;
    }
}
