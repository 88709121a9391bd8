package org.resumelb.tools.simulation;

/**
 * What one simulation measured. Immutable.
 *
 * @param misses objects loaded, per request
 * @param perSecond requests finished in a second of virtual time
 * @param busiest busy time of the busiest worker over the mean
 * @param overlap share of all cached objects that another worker has cached, too
 * @param replicas workers that served a class at least twice, mean over the classes served twice by anyone
 * @param stable whether requests were served about as fast as they came
 */
record Result(
        double misses,
        double perSecond,
        double meanMillis,
        double p50Millis,
        double p99Millis,
        double busiest,
        double overlap,
        double replicas,
        boolean stable) {}
