package org.resumelb.jetty.metrics;

import java.util.Map;
import org.resumelb.pool.PoolStatus;

/**
 * The load balancer at one moment, taken once a second for everything that shows it. Immutable.
 *
 * @param status the pool
 * @param lastSecond what happened since the previous sample
 * @param workers what each member did, by name
 */
public record Sample(long epochMillis, PoolStatus status, Step lastSecond, Map<String, WorkerTraffic> workers) {
    public Sample {
        workers = Map.copyOf(workers);
    }

    /** What a worker did; nothing if the worker is unknown. */
    public WorkerTraffic of(String worker) {
        return workers.getOrDefault(worker, WorkerTraffic.NONE);
    }
}
