package org.resumelb.tools.simulation;

/**
 * One point of the grid of synthetic scenarios. Immutable.
 *
 * @param cache all workers' caches together, in working sets
 * @param load open load as a share of the warm capacity; 0 for four clients for each request that can be served at a time
 * @param balancers load balancers
 * @param start what caches hold when the load begins
 * @param threads requests that a worker serves at a time
 * @param waiting whether servers take up more requests than that, and report times that include waiting
 */
record Point(
        int workers, int sites, double cache, double load, int balancers, Start start, int threads, boolean waiting) {
    static final double CLOSED = 0;
    static final double MISS_MILLIS = 10;

    /** What caches hold when the load begins. */
    enum Start {
        /** What one client for each request that can be served at a time has asked for. In a closed loop: nothing. */
        WARM,
        /** Nothing: all the load meets empty caches. */
        COLD,
        /** Everything. */
        FULL
    }

    /** A point with one load balancer, where the load begins when caches are warm. */
    Point(int workers, int sites, double cache, double load) {
        this(workers, sites, cache, load, 1, Start.WARM, 1, false);
    }

    Point withBalancers(int newBalancers) {
        return new Point(workers, sites, cache, load, newBalancers, start, threads, waiting);
    }

    Point withThreads(int newThreads) {
        return new Point(workers, sites, cache, load, balancers, start, newThreads, waiting);
    }

    Point with(Start newStart) {
        return new Point(workers, sites, cache, load, balancers, newStart, threads, waiting);
    }

    /** With servers that take up all requests at once. */
    Point withWaiting() {
        return new Point(workers, sites, cache, load, balancers, start, threads, true);
    }

    /** Whether it is so large that only those who matter most are compared. */
    boolean large() {
        return workers > 64 || sites > 500;
    }

    /** Requests to warm up with: more workers and more classes need more. */
    long warming() {
        return Math.max(150_000, Math.max(2_000L * workers, 60L * sites));
    }

    /** Requests to measure. */
    long measured() {
        return Math.max(100_000, Math.max(400L * workers, 3L * sites));
    }

    Result measure(Contender contender, long seed) {
        SyntheticWorkload workload = workload(seed);
        Simulation simulation = contender.simulate(scenario(seed), workload);
        if (start == Start.FULL) {
            workload.forEachObject(object -> simulation.workers().forEach(worker -> worker.cache.touch(object, 1)));
        }
        boolean warm = start == Start.WARM && load != CLOSED;
        if (warm) {
            simulation.warmUp(warming(), workers * threads);
        }
        simulation.run(warm ? warming() / 2 : warming());
        simulation.beginMeasuring();
        simulation.run(measured());
        return simulation.result();
    }

    SyntheticWorkload workload(long seed) {
        return new SyntheticWorkload(SyntheticWorkload.Traffic.ofSites(sites), seed);
    }

    Scenario scenario(long seed) {
        long weight = Math.max(1, (long) (cache * workload(seed).workingSet() / workers));
        Scenario closed = new Scenario(
                new Scenario.Cluster(workers, threads, weight, false),
                Scenario.Cost.ofMiss(MISS_MILLIS),
                Scenario.Load.closed(4 * workers * threads),
                waiting ? Scenario.Reports.USUAL.withWaiting() : Scenario.Reports.USUAL,
                balancers,
                seed);
        return load == CLOSED ? closed : closed.with(Scenario.Load.open(load * capacity(closed, seed)));
    }

    private double capacity(Scenario scenario, long seed) {
        return WarmCapacity.perSecond(
                scenario, sites + " sites, seed " + seed, () -> workload(seed), warming(), measured());
    }

    /** How the point is called in tables. */
    String title() {
        return workers + " workers, " + sites + " classes, cache " + cache + ", " + how()
                + (balancers == 1 ? "" : ", " + balancers + " load balancers")
                + (threads == 1 ? "" : ", each serving " + threads + " at a time")
                + (waiting ? ", taking all up at once" : "")
                + switch (start) {
                    case WARM -> "";
                    case COLD -> ", begun cold";
                    case FULL -> ", from full caches";
                };
    }

    String how() {
        return load == CLOSED ? "closed loop" : Math.round(100 * load) + " % load";
    }
}
