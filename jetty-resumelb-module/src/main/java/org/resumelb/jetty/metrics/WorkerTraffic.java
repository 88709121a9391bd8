package org.resumelb.jetty.metrics;

/**
 * What one worker did. Immutable.
 *
 * @param requests requests that ended there since the load balancer first saw it
 * @param failures number of those that it failed: lost, timed out, 502, 503, 504
 * @param perSecond requests that ended during the last second
 */
public record WorkerTraffic(long requests, long failures, double perSecond) {
    static final WorkerTraffic NONE = new WorkerTraffic(0, 0, 0);
}
