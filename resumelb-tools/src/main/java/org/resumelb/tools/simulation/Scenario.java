package org.resumelb.tools.simulation;

/**
 * Where and how requests are served. Immutable.
 *
 * @param balancers load balancers; a client always uses the same one
 * @param seed of service times and arrivals
 */
record Scenario(Cluster cluster, Cost cost, Load load, Reports reports, int balancers, long seed) {

    /**
     * The workers.
     *
     * @param threads of each worker
     * @param cacheWeight of each worker's cache
     * @param oneCache whether the workers share one cache of all their caches' size
     */
    record Cluster(int workers, int threads, long cacheWeight, boolean oneCache) {}

    /**
     * What requests cost.
     *
     * @param baseMillis mean time of a request that misses nothing; single ones take between half and one and a half
     * @param missMillis time to load one object
     * @param databaseLoads loads at one time at which the database takes twice as long; infinite if it never tires
     * @param processors that all workers share; infinite if each request has one of its own
     * @param frontMillis mean time on them before a worker sees the request, at the client and at the load balancer
     */
    record Cost(double baseMillis, double missMillis, double databaseLoads, double processors, double frontMillis) {
        Cost(double baseMillis, double missMillis, double databaseLoads) {
            this(baseMillis, missMillis, databaseLoads, Double.POSITIVE_INFINITY, 0);
        }

        static Cost ofMiss(double missMillis) {
            return new Cost(10, missMillis, Double.POSITIVE_INFINITY);
        }
    }

    /**
     * Who asks.
     *
     * @param clients that ask again as soon as they are answered; 0 for arrivals independent of answers
     * @param requestsPerSecond arrivals, if there are no such clients; intervals are exponential
     */
    record Load(int clients, double requestsPerSecond) {
        static Load closed(int clients) {
            return new Load(clients, 0);
        }

        static Load open(double requestsPerSecond) {
            return new Load(0, requestsPerSecond);
        }
    }

    /**
     * What workers report, and when.
     *
     * @param history requests after which the whole résumé is sent, and over which scores are averaged
     * @param deltas whether what changed is sent each second as well
     * @param missTimes whether the application tells how long it waited for misses
     * @param waiting whether times include what requests wait for in a server that takes more of them up than it serves
     * @param delayMillis from the worker to the load balancers, of résumés and what changed of them
     * @param answers share of the answers that say what the worker knows of the request
     */
    record Reports(
            int history, boolean deltas, boolean missTimes, boolean waiting, double delayMillis, double answers) {
        static final Reports USUAL = new Reports(9999, true, true, false, 5, 1);

        /** The same, of servers that take all requests up at once. */
        Reports withWaiting() {
            return new Reports(history, deltas, missTimes, true, delayMillis, answers);
        }
    }

    Scenario with(Load newLoad) {
        return new Scenario(cluster, cost, newLoad, reports, balancers, seed);
    }

    Scenario with(Cost newCost) {
        return new Scenario(cluster, newCost, load, reports, balancers, seed);
    }

    Scenario with(Cluster newCluster) {
        return new Scenario(newCluster, cost, load, reports, balancers, seed);
    }

    Scenario with(Reports newReports) {
        return new Scenario(cluster, cost, load, newReports, balancers, seed);
    }

    Scenario withBalancers(int newBalancers) {
        return new Scenario(cluster, cost, load, reports, newBalancers, seed);
    }

    Scenario withSeed(long newSeed) {
        return new Scenario(cluster, cost, load, reports, balancers, newSeed);
    }
}
