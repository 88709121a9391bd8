package org.resumelb.jetty.metrics;

import java.util.Map;
import org.resumelb.pool.PoolStatus;

/**
 * The load balancer at one moment, taken once a second for all who want to know. Immutable.
 *
 * @param status the pool
 * @param lastSecond what happened since the sample before
 * @param workers what each member did, by name
 */
public record Sample(long epochMillis, PoolStatus status, Step lastSecond, Map<String, WorkerTraffic> workers) {
    public Sample {
        workers = Map.copyOf(workers);
    }

    /** What a worker did; nothing of one that is unknown. */
    public WorkerTraffic of(String worker) {
        return workers.getOrDefault(worker, WorkerTraffic.NONE);
    }
}
