package org.resumelb.tools.simulation;

/**
 * Somebody asks for too much, while others continue to ask for 40 % of what the pool can do: 16 workers and 500 classes
 * whose working set the caches hold. Immutable.
 *
 * @param threads threads of each worker
 */
record Abuse(Offer offer, Timing timing, int threads) {
    private static final int WORKERS = 16;
    private static final int SITES = 500;
    private static final double OTHERS_LOAD = 0.4;
    private static final long WARMING = 60_000;
    private static final int OTHER_CLIENTS = 1000;
    private static final double SETTLING_SECONDS = 10;

    /**
     * What is asked for besides.
     *
     * @param load of arrivals that heed no answers, as a share of what the pool can do
     * @param clients that ask again as soon as they are answered, instead of those
     * @param classes among which the requests are spread
     * @param oneClient whether load balancers see one client, or one for each class
     */
    record Offer(String name, double load, int clients, int classes, boolean oneClient) {
        static final Offer NONE = new Offer("nothing", 0, 0, 1, true);

        /** Arrivals of one class. */
        static Offer oneClass(double load) {
            return new Offer(Math.round(100 * load) + " %", load, 0, 1, true);
        }

        /** Fifty clients for each worker, all of one class. */
        static Offer manyClients() {
            return new Offer(50 * WORKERS + " clients", 0, 50 * WORKERS, 1, true);
        }

        /** Clients with a class each. */
        static Offer manyClasses(int count, boolean oneClient) {
            return new Offer(
                    count + " classes" + (oneClient ? " of one client" : ", a client each"),
                    0,
                    count,
                    count,
                    oneClient);
        }

        boolean none() {
            return load == 0 && clients == 0;
        }
    }

    /** When it begins. */
    enum Timing {
        /** In a warm pool, just before measuring begins. */
        SUDDEN,
        /** In a warm pool, with the load of the others, long before measuring begins. */
        STANDING,
        /** With all the others, in an empty pool; measured from then on. */
        COLD
    }

    /**
     * What was measured.
     *
     * @param refused requests of the others
     * @param wasted share of the workers' time in which one had nothing to do while a request waited
     * @param held the same, while one waited at the load balancer
     * @param greedyPerSecond requests of the greedy that were answered in a second
     */
    record Figures(
            double p99Millis,
            double meanMillis,
            double refused,
            double wasted,
            double held,
            double greedyPerSecond,
            double greedyP99Millis) {
        static final int COUNT = 7;

        double[] array() {
            return new double[] {p99Millis, meanMillis, refused, wasted, held, greedyPerSecond, greedyP99Millis};
        }

        static Figures of(double[] f) {
            return new Figures(f[0], f[1], f[2], f[3], f[4], f[5], f[6]);
        }
    }

    /** The same without it. */
    Abuse without() {
        return new Abuse(Offer.NONE, timing, threads);
    }

    Figures measure(Contender contender, long seed) {
        Scenario scenario = scenario(seed);
        double capacity = capacity(seed);
        Simulation simulation =
                contender.simulate(scenario.with(Scenario.Load.open(OTHERS_LOAD * capacity)), workload(seed));
        if (timing != Timing.COLD) {
            simulation.warmUp(WARMING, WORKERS * threads);
        }
        if (timing == Timing.SUDDEN) {
            simulation.runSeconds(SETTLING_SECONDS);
        }
        begin(simulation, capacity, seed);
        if (timing == Timing.STANDING) {
            simulation.runSeconds(SETTLING_SECONDS);
        }
        return measure(simulation);
    }

    /** What the pool can do, in requests/second. */
    double capacity(long seed) {
        return WarmCapacity.perSecond(
                scenario(seed), SITES + " sites, seed " + seed, () -> workload(seed), WARMING, WARMING);
    }

    private void begin(Simulation simulation, double capacity, long seed) {
        if (!offer.none()) {
            simulation.alsoSend(
                    new GreedyTraffic(offer.classes(), offer.oneClient(), seed + 7),
                    offer.clients() > 0
                            ? Scenario.Load.closed(offer.clients())
                            : Scenario.Load.open(offer.load() * capacity));
        }
    }

    private Figures measure(Simulation simulation) {
        Histogram others = new Histogram();
        Histogram greedy = new Histogram();
        int[] refused = {0};
        simulation.observe(request ->
                (GreedyTraffic.sent(request) ? greedy : others).add(simulation.nowMillis() - request.sentNanos / 1e6));
        simulation.observeRefusals(request -> refused[0] += GreedyTraffic.sent(request) ? 0 : 1);
        simulation.beginMeasuring();
        double start = simulation.nowMillis();
        simulation.runSeconds(threads == 1 ? 30 : 15);
        return new Figures(
                others.quantile(0.99),
                others.mean(),
                refused[0],
                simulation.occupancy().wasted(),
                simulation.occupancy().wastedByHolding(),
                greedy.count() * 1000.0 / Math.max(1, simulation.nowMillis() - start),
                greedy.quantile(0.99));
    }

    private Scenario scenario(long seed) {
        return new Scenario(
                new Scenario.Cluster(
                        WORKERS, threads, new SyntheticWorkload(traffic(), seed).workingSet() / WORKERS, false),
                Scenario.Cost.ofMiss(Point.MISS_MILLIS),
                Scenario.Load.closed(1),
                Scenario.Reports.USUAL,
                1,
                seed);
    }

    private static SyntheticWorkload.Traffic traffic() {
        return SyntheticWorkload.Traffic.ofSites(SITES);
    }

    private static Workload workload(long seed) {
        return new OfManyClients(new SyntheticWorkload(traffic(), seed), OTHER_CLIENTS);
    }

    String title() {
        return offer.name()
                + switch (timing) {
                    case SUDDEN -> ", suddenly";
                    case STANDING -> ", always";
                    case COLD -> ", from cold";
                }
                + (threads == 1 ? "" : ", each serving " + threads + " at a time");
    }
}
