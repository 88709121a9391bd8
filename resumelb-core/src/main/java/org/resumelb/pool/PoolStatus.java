package org.resumelb.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pool at one instant. Immutable.
 *
 * @param version the version that serves, in single-version mode; {@code null} when any serves
 * @param backlog requests sent to workers and not finished, also to workers that have left
 * @param meanBacklog its event-decayed mean
 * @param classes request classes remembered
 * @param affinity what affinity gains over all classes
 * @param classesWithoutGain classes of these for which affinity was measured to gain nothing
 * @param ejections how often a worker was left out because it failed requests
 * @param waiting requests that wait for a worker
 * @param oldestWaitMillis how long the one that came first has waited; 0 when none waits
 */
public record PoolStatus(
        String policy,
        @Nullable String version,
        int backlog,
        double meanBacklog,
        int classes,
        Affinity affinity,
        int classesWithoutGain,
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
     * @param inFlight what the worker says it has in flight for all load balancers together; -1 when it does not say
     * @param oldestRequestMillis age of its oldest unfinished request, 0 without one
     * @param skills classes in its résumé
     * @param ejectedForMillis how long it is still left out because it failed requests; 0 when it is not
     * @param handoverForMillis how long its classes still take to leave it; 0 when they do not
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
