package org.resumelb.tools.simulation;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How work and data are spread over workers. */
final class WorkerCensus {
    private WorkerCensus() {}

    /** Busy time of the busiest worker over the mean. */
    static double busiest(List<SimulatedWorker> workers) {
        double max =
                workers.stream().mapToDouble(worker -> worker.busyMillis).max().orElse(0);
        return max
                / workers.stream()
                        .mapToDouble(worker -> worker.busyMillis)
                        .average()
                        .orElse(1);
    }

    /** Share of all cached objects that another worker has cached, too. */
    static double overlap(List<SimulatedWorker> workers) {
        Set<Long> distinct = new HashSet<>();
        long[] cached = {0};
        workers.forEach(worker -> worker.cache.forEach(object -> {
            cached[0]++;
            distinct.add(object);
        }));
        return cached[0] == 0 ? 0 : 1 - (double) distinct.size() / cached[0];
    }

    /** Workers that served a site at least twice, mean over the sites served twice by anyone. */
    static double replicas(List<SimulatedWorker> workers) {
        BitSet any = new BitSet();
        long sum = 0;
        for (SimulatedWorker worker : workers) {
            any.or(worker.sitesServedTwice);
            sum += worker.sitesServedTwice.cardinality();
        }
        return any.isEmpty() ? 0 : (double) sum / any.cardinality();
    }
}
