package org.resumelb.jetty.metrics;

import java.util.Map;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.PoolStatus;
import org.resumelb.pool.Selection;

/**
 * What happened during a period of time, and the state of the pool at its end. Immutable.
 *
 * @param epochMillis when it ended
 * @param seconds its length
 * @param finished requests that ended at workers, by outcome; each attempt counts
 * @param selected requests that got a worker, by the relation of their class to it, including those that waited
 * @param waited number of those that had waited
 * @param rejected requests that got no worker
 * @param p50Millis half of the requests took at most this long, including waiting; NaN if none ended
 * @param p99Millis the same for 99 % of them
 * @param waiting requests that wait
 * @param oldestWaitMillis how long the oldest of them has waited
 * @param backlog requests at workers
 */
public record Step(
        long epochMillis,
        double seconds,
        Map<Outcome, Long> finished,
        Map<Selection, Long> selected,
        long waited,
        long rejected,
        double p50Millis,
        double p99Millis,
        int waiting,
        long oldestWaitMillis,
        int backlog) {
    public Step {
        finished = Map.copyOf(finished);
        selected = Map.copyOf(selected);
    }

    static Step between(Totals before, Totals after, long epochMillis, PoolStatus status) {
        return new Step(
                epochMillis,
                (after.nanos() - before.nanos()) / 1e9,
                Counters.differences(before.ended(), after.ended()),
                Counters.differences(before.selected(), after.selected()),
                after.waited() - before.waited(),
                after.rejected() - before.rejected(),
                Latencies.quantileMillis(before.latencies(), after.latencies(), 0.5),
                Latencies.quantileMillis(before.latencies(), after.latencies(), 0.99),
                status.waiting(),
                status.oldestWaitMillis(),
                status.backlog());
    }

    /** Share of the requests that went to a worker that knew their class; NaN if there were none. */
    public double homeShare() {
        double all = selected.values().stream().mapToLong(Long::longValue).sum();
        return selected.getOrDefault(Selection.HOME, 0L) / all;
    }
}
