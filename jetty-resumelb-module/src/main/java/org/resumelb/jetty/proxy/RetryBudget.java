package org.resumelb.jetty.proxy;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bounds retries to a share of requests, so that an outage is not amplified: a token bucket into which each request
 * puts a share of a token and from which each retry takes a whole one, as in Finagle. Thread-safe, under its monitor.
 */
public final class RetryBudget {
    /** What the bucket holds at first and at most: one worker lost must not exhaust it. */
    static final double CAPACITY = 1_000;

    private final double share;
    private double tokens;
    private long retries;
    private final Map<RetryReason, Long> byReason = new EnumMap<>(RetryReason.class);

    /** Makes a budget of a share of all requests, 0 to 1; 0 allows no retry. */
    public RetryBudget(double share) {
        this.share = share;
        this.tokens = share > 0 ? CAPACITY : 0;
    }

    synchronized void request() {
        tokens = Math.min(tokens + share, share > 0 ? CAPACITY : 0);
    }

    /** Takes a token for a retry, if there is one. */
    synchronized boolean tryRetry() {
        if (tokens < 1) {
            return false;
        }
        tokens--;
        retries++;
        return true;
    }

    /** A request is sent again. */
    synchronized void retried(RetryReason reason) {
        byReason.merge(reason, 1L, Long::sum);
    }

    /** How many requests were sent again, by reason. */
    public synchronized Map<String, Long> byReason() {
        Map<String, Long> counts = new TreeMap<>();
        for (RetryReason reason : RetryReason.values()) {
            counts.put(reason.word(), byReason.getOrDefault(reason, 0L));
        }
        return counts;
    }

    /** How many retries there were. */
    synchronized long retries() {
        return retries;
    }
}
