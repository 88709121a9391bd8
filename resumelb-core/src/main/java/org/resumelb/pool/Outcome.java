package org.resumelb.pool;

/** How a request that had a lease ended. */
public enum Outcome {
    /** The worker's answer arrived whole. */
    SUCCEEDED,
    /**
     * The worker answered that it has no such thing, or shows it to nobody (403, 404). A server whose application is gone
     * says so quickly and of everything.
     */
    NOT_FOUND,
    /** The worker answered, but that it failed (5xx); that may be the request's fault. */
    ERROR,
    /** The worker answered that it, or what is behind it, cannot serve now (502, 503, 504). */
    UNAVAILABLE,
    /** The worker was lost, answered nonsense or not in time. */
    FAILED,
    /** The client left or failed; says nothing of the worker. */
    ABORTED;

    /** Whether the worker failed the request. */
    public boolean isFailure() {
        return this == ERROR || this == UNAVAILABLE || this == FAILED;
    }
}
