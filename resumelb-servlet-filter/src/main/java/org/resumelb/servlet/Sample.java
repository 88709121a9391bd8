package org.resumelb.servlet;

/**
 * One finished request.
 *
 * @param epoch the recorder's epoch when the request arrived; a sample of a past epoch is ignored
 * @param requestClass the class that the load balancer gave it
 * @param elapsedSeconds time from its arrival to its true end
 * @param missSeconds time spent on cache misses, as reported by the application; NaN if not reported
 * @param endedNanos when it ended, on the same clock as all other nanoseconds given to the recorder
 */
record Sample(
        int epoch, String requestClass, double elapsedSeconds, Outcome outcome, double missSeconds, long endedNanos) {}
