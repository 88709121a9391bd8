package org.resumelb.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the pool at one instant. Immutable.
 *
 * @param version the version that serves, in single-version mode; {@code null} if any does
 * @param backlog requests sent to workers and not finished, including workers that have left
 * @param meanBacklog its event-decayed mean
 * @param classes number of request classes remembered
 * @param affinity what affinity gains over all classes
 * @param classesWithoutGain number of these classes for which affinity was measured to gain nothing
 * @param concurrency how many requests a worker is taken to serve at a time; NaN if this is not measured
 * @param ejections number of ejections of workers that failed requests
 * @param waiting requests that wait for a worker
 * @param oldestWaitMillis how long the oldest waiting request has waited; 0 if none waits
 */
public record PoolStatus(
        String policy,
        @Nullable String version,
        int backlog,
        double meanBacklog,
        int classes,
        Affinity affinity,
        int classesWithoutGain,
        double concurrency,
        long ejections,
        int waiting,
        long oldestWaitMillis,
        List<WorkerStatus> workers) {
    public PoolStatus {
        workers = List.copyOf(workers);
    }

    /**
     * One member of the pool.
     *
     * @param inFlight requests in flight that the worker reports for all load balancers together; -1 if it does not
     *     report
     * @param oldestRequestMillis age of its oldest unfinished request, 0 without one
     * @param skills number of classes in its résumé
     * @param ejectedForMillis remaining time of its ejection; 0 if it is not ejected
     * @param handoverForMillis remaining time of its handover; 0 if there is none
     */
    public record WorkerStatus(
            String name,
            WorkerState state,
            @Nullable String version,
            int backlog,
            double meanBacklog,
            int inFlight,
            long oldestRequestMillis,
            int skills,
            long ejectedForMillis,
            long handoverForMillis) {}
}
