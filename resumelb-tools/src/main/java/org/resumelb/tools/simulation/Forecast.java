package org.resumelb.tools.simulation;

/**
 * What a pool would do with recorded requests, played once from empty caches by clients that each send the next request
 * as soon as the previous one is answered. Stateless.
 */
public final class Forecast {
    /** Enough to keep every worker busy without long queues. */
    public static final int CLIENTS_PER_WORKER = 4;

    private static final long SEED = 1;

    private Forecast() {}

    /** A way of choosing workers. */
    @SuppressWarnings("ImmutableEnumChecker") // contenders hold functions without state
    public enum Way {
        /** This load balancer's default policy. */
        RESUME("resume", Contender.RESUME),
        /** The worker with the fewest requests in flight. */
        LEAST_CONNECTIONS("least connections", Contender.LEAST_CONNECTIONS),
        /** Consistent hashing of the whole URL. */
        HASH_OF_URL("consistent hash of the URL", Contender.HASH_OF_URL),
        /** Consistent hashing of the class. */
        HASH("consistent hash", Contender.HASH_OF_CLASS),
        /** Consistent hashing of the class, passing over workers with more than 1.25 times the mean load. */
        BOUNDED_HASH("consistent hash, bounded load", Contender.BOUNDED);

        private final String title;

        @SuppressWarnings("ImmutableEnumChecker") // its functions keep nothing
        private final Contender contender;

        Way(String title, Contender contender) {
            this.title = title;
            this.contender = contender;
        }

        /** Its name in tables. */
        public String title() {
            return title;
        }

        /** Whether it takes the class of a request into account. */
        public boolean classes() {
            return this != LEAST_CONNECTIONS && this != HASH_OF_URL;
        }
    }

    /**
     * The workers.
     *
     * @param cacheWeight capacity of each worker's cache, in the unit of {@link RecordedRequests#weights}
     * @param hitMillis mean time of a request whose object is cached
     * @param missMillis additional time to load an object
     */
    public record Workers(int number, long cacheWeight, double hitMillis, double missMillis) {}

    /**
     * The result.
     *
     * @param loads objects loaded per request
     * @param laterLoads the same in the second half of the requests, when caches are warm
     * @param busiest requests of the worker that served most, relative to the mean
     * @param requestsPerSecond requests served by all workers together, each serving one at a time
     */
    public record Figures(
            double loads, double laterLoads, double busiest, double requestsPerSecond, double p99Millis) {}

    /** Plays the requests. */
    public static Figures of(RecordedRequests requests, Workers workers, Way way) {
        Scenario scenario = new Scenario(
                new Scenario.Cluster(workers.number(), 1, workers.cacheWeight(), false),
                new Scenario.Cost(workers.hitMillis(), workers.missMillis(), Double.POSITIVE_INFINITY),
                Scenario.Load.closed(CLIENTS_PER_WORKER * workers.number()),
                Scenario.Reports.USUAL,
                1,
                SEED);
        Simulation simulation = way.contender.simulate(scenario, requests.workload());
        long[] served = new long[workers.number()];
        simulation.observe(request -> served[Simulation.number(request)]++);
        int all = requests.objects().length;
        int first = all / 2;
        double before = first == 0 ? 0 : misses(simulation, first);
        double later = misses(simulation, all - first);
        Result result = simulation.result();
        return new Figures(
                (before * first + later * (all - first)) / all,
                later,
                busiest(served),
                result.perSecond(),
                result.p99Millis());
    }

    /** Objects loaded per request. */
    private static double misses(Simulation simulation, int requests) {
        simulation.beginMeasuring();
        simulation.run(requests);
        return simulation.result().misses();
    }

    private static double busiest(long[] served) {
        long most = 0;
        double sum = 0;
        for (long requests : served) {
            most = Math.max(most, requests);
            sum += requests;
        }
        return most * served.length / sum;
    }
}
