package org.resumelb.tools.simulation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What a pool could serve if its caches were one: the measure of open load. Thread-safe. */
final class WarmCapacity {
    /** Misses of one cache by workload, size of the cache and requests: each point asks for each contender. */
    private static final Map<String, Double> MISSES = new ConcurrentHashMap<>();

    private WarmCapacity() {}

    /**
     * Requests/second of a scenario whose workload would meet one cache.
     *
     * @param name of the workload: of two with the same name either will do
     * @param warming requests before the counted ones
     */
    static double perSecond(
            Scenario scenario, String name, Supplier<? extends Workload> workload, long warming, long counted) {
        Scenario.Cluster cluster = scenario.cluster();
        long weight = cluster.cacheWeight() * cluster.workers();
        double missesPerRequest = MISSES.computeIfAbsent(name + " " + weight + " " + warming + " " + counted, key -> {
            Workload its = workload.get();
            LruCache cache = new LruCache(weight);
            misses(its, cache, warming);
            return (double) misses(its, cache, counted) / counted;
        });
        double millis = scenario.cost().baseMillis()
                + missesPerRequest * scenario.cost().missMillis();
        return cluster.workers() * cluster.threads() * 1000 / millis;
    }

    private static long misses(Workload workload, LruCache cache, long requests) {
        long misses = 0;
        for (long i = 0; i < requests; i++) {
            for (long object : workload.next().objects) {
                misses += cache.touch(object, 1) ? 0 : 1;
            }
        }
        return misses;
    }
}
