package org.resumelb.policy;

/**
 * How many requests a worker serves at a time: the most that any worker reported to have in service, which requests
 * that wait for a thread are not. One number for all workers, forgotten slowly. Not thread-safe.
 */
final class Concurrency {
    /**
     * By at most so much is the work ahead of a request divided to give its waiting time: many threads compete for few
     * processors and one database.
     */
    private static final double MOST_AT_ONCE = 16;

    private static final double KEPT = 0.99999;

    private double most = 1;

    /** A worker says how many requests it is serving; less than 0 if it does not say. */
    void reported(int inFlight) {
        most = Math.max(Math.max(1, most * KEPT), inFlight);
    }

    /** By what the work ahead of a request is to be divided to give its waiting time. */
    double value() {
        return Math.min(MOST_AT_ONCE, most);
    }

    /** How many requests a worker begins before others have to wait. */
    int threads() {
        return (int) Math.round(most);
    }
}
