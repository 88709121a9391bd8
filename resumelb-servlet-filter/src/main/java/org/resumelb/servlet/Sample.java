package org.resumelb.servlet;

/**
 * One finished request.
 *
 * @param epoch the recorder's epoch when the request arrived; a sample of a past epoch is ignored
 * @param requestClass the class the load balancer gave it
 * @param elapsedSeconds from its arrival to its true end
 * @param missSeconds what the application says it spent on cache misses; NaN if it says nothing
 * @param endedNanos when it ended, on the same clock as all other nanoseconds given to the recorder
 */
record Sample(
        int epoch, String requestClass, double elapsedSeconds, Outcome outcome, double missSeconds, long endedNanos) {}
