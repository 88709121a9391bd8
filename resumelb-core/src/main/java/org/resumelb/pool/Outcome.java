package org.resumelb.pool;

/** How a request that had a lease ended. */
public enum Outcome {
    /** The worker's complete response arrived. */
    SUCCEEDED,
    /**
     * The worker answered 403 or 404. A server whose application is gone answers every request this way, and quickly.
     */
    NOT_FOUND,
    /** The worker answered with another 5xx status; the request itself may be the cause. */
    ERROR,
    /** The worker answered that it, or something behind it, cannot serve now (502, 503, 504). */
    UNAVAILABLE,
    /** The worker was lost, sent an invalid response, or did not respond in time. */
    FAILED,
    /** The client left or failed, which says nothing about the worker. */
    ABORTED;

    /** Whether the worker is to blame. */
    public boolean isFailure() {
        return this == ERROR || this == UNAVAILABLE || this == FAILED;
    }
}
