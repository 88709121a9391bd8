package org.resumelb.tools.trace;

import org.jspecify.annotations.Nullable;

/**
 * The times of one request, in milliseconds. Immutable.
 *
 * @param time when it arrived, as logged
 * @param worker the worker that served it last; empty if not logged
 * @param status status of the response; 0 if there was none
 * @param waited time that it waited for a worker; null if not logged
 * @param served time at that worker
 * @param total time from its arrival to its end
 * @param what the request itself; empty if not logged
 */
record Timing(
        String time,
        String requestClass,
        String worker,
        int status,
        @Nullable Double waited,
        @Nullable Double served,
        double total,
        String what) {
    private static final int FIRST_ERROR = 500;

    /** Time spent neither waiting nor at the worker: earlier attempts, reading the request. */
    @Nullable
    Double rest() {
        return waited == null || served == null ? null : Math.max(0, total - waited - served);
    }

    boolean isError() {
        return status >= FIRST_ERROR || status == 0;
    }
}
