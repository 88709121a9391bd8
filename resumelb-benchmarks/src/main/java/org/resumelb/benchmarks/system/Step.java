package org.resumelb.benchmarks.system;

/**
 * What one load balancer did with so many clients.
 *
 * @param loads objects that workers loaded, for a request
 * @param overlap of the workers' caches, 0 to 1
 * @param busiest requests of the busiest worker, by the mean
 * @param cpuMicros processor time of the load balancer for a request
 */
record Step(
        int clients,
        double requestsPerSecond,
        double p50Millis,
        double p99Millis,
        double loads,
        double overlap,
        double busiest,
        double cpuMicros,
        long errors) {}
