package org.resumelb.jetty.discovery;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.Discovery;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.discovery.WorkerAddress;

/**
 * Several sources as one: the members are all workers that any source knows. If two sources know a worker with the same
 * name, the first one says how to reach it. Thread-safe.
 */
public final class CombinedDiscovery implements Discovery {
    private final List<Discovery> sources;

    /** By the position of the source; guarded by this. */
    private final Map<Integer, Collection<WorkerAddress>> reports = new TreeMap<>();

    /** Guarded by this. */
    private @Nullable Consumer<Collection<WorkerAddress>> listener;

    /** Combines sources that have not been started. */
    public CombinedDiscovery(List<Discovery> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public void start(Consumer<Collection<WorkerAddress>> newListener) {
        synchronized (this) {
            reports.clear();
            listener = newListener;
        }
        // Not under the monitor: a source may wait for its own thread, which reports.
        for (int i = 0; i < sources.size(); i++) {
            int place = i;
            sources.get(i).start(report -> told(place, report));
        }
    }

    private synchronized void told(int place, Collection<WorkerAddress> report) {
        Consumer<Collection<WorkerAddress>> reporting = listener;
        if (reporting == null) {
            return;
        }
        reports.put(place, List.copyOf(report));
        Map<String, WorkerAddress> all = new LinkedHashMap<>();
        reports.values().forEach(workers -> workers.forEach(worker -> all.putIfAbsent(worker.name(), worker)));
        reporting.accept(all.values());
    }

    /** The state of the first source that is not well, or else {@code ok}. */
    @Override
    public DiscoveryState state() {
        return sources.stream()
                .map(Discovery::state)
                .filter(state -> !state.equals(DiscoveryState.OK))
                .findFirst()
                .orElse(DiscoveryState.OK);
    }

    @Override
    public void close() {
        synchronized (this) {
            listener = null;
        }
        sources.forEach(Discovery::close);
    }
}
