package org.resumelb.tools.simulation;

/**
 * Recorded traffic at 60 % of the warm capacity, in its order but not at its pace, from empty caches.
 * Immutable.
 *
 * @param name of the trace
 * @param cachePercent each worker's cache, in percent of the trace's objects
 */
record TracePoint(String name, Trace trace, double cachePercent, int workers, double missMillis) {
    private static final double LOAD = 0.6;

    Result measure(Contender contender, long seed) {
        long weight = Math.max(1, (long) (cachePercent / 100 * trace.distinctObjects));
        Scenario scenario = new Scenario(
                new Scenario.Cluster(workers, 1, weight, false),
                Scenario.Cost.ofMiss(missMillis),
                Scenario.Load.closed(1),
                Scenario.Reports.USUAL,
                1,
                seed);
        double perSecond =
                WarmCapacity.perSecond(scenario, title(), () -> new TraceWorkload(trace), 0, trace.requests());
        Simulation simulation =
                contender.simulate(scenario.with(Scenario.Load.open(LOAD * perSecond)), new TraceWorkload(trace));
        simulation.beginMeasuring();
        simulation.run(trace.requests());
        return simulation.result();
    }

    /** How the point is called in tables. */
    String title() {
        return name + ", " + cachePercent + " %";
    }
}
