package org.resumelb.tools.trace;

import org.jspecify.annotations.Nullable;

/**
 * The times of one request, in milliseconds. Immutable.
 *
 * @param time when it came, as the log says it
 * @param worker that served it last; empty when the log does not say
 * @param status of the answer; 0 when there was none
 * @param waited time that it waited for a worker; null when the log does not say
 * @param served time at that worker
 * @param total from its arrival to its end
 * @param what the request itself; empty when the log does not say
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

    /** Time that is neither of the two: earlier attempts, reading the request. */
    @Nullable
    Double rest() {
        return waited == null || served == null ? null : Math.max(0, total - waited - served);
    }

    boolean isError() {
        return status >= FIRST_ERROR || status == 0;
    }
}
