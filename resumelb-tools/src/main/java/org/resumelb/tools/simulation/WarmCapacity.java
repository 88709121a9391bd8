package org.resumelb.tools.simulation;

/** What a pool could serve if its caches were one: the measure of open load. */
final class WarmCapacity {
    private WarmCapacity() {}

    /** Requests/second of a scenario whose workload would meet one cache, after so many requests to warm it. */
    static double perSecond(Scenario scenario, Workload workload, long warming, long counted) {
        Scenario.Cluster cluster = scenario.cluster();
        LruCache cache = new LruCache(cluster.cacheWeight() * cluster.workers());
        misses(workload, cache, warming);
        double missesPerRequest = (double) misses(workload, cache, counted) / counted;
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
