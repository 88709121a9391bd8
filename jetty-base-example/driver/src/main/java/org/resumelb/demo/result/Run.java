package org.resumelb.demo.result;

/**
 * Figures of one run.
 *
 * @param policy policy of the load balancer
 * @param requests requests played
 * @param errors requests without an answer or with a status of 400 and above
 * @param databaseLoadsPerRequest records read from the database by all workers, for each request
 * @param overlap see {@link Overlap}, at the end of the run
 * @param busiest pages of the worker that was asked for most, divided by the mean of all workers
 * @param requestsPerSecond throughput of the closed loop
 * @param p50Millis median of the latency as the client sees it
 * @param p99Millis its 99th percentile
 */
public record Run(
        String policy,
        long requests,
        long errors,
        double databaseLoadsPerRequest,
        double overlap,
        double busiest,
        double requestsPerSecond,
        double p50Millis,
        double p99Millis) {}
