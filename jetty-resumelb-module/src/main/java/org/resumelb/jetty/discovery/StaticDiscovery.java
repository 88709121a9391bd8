package org.resumelb.jetty.discovery;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.resumelb.discovery.Discovery;
import org.resumelb.discovery.WorkerAddress;

/** The workers named in the settings: reported once, never changing. */
public final class StaticDiscovery implements Discovery {
    private final List<WorkerAddress> workers;

    public StaticDiscovery(List<WorkerAddress> workers) {
        this.workers = List.copyOf(workers);
    }

    @Override
    public void start(Consumer<Collection<WorkerAddress>> listener) {
        listener.accept(workers);
    }

    @Override
    public void close() {
        // Nothing reports any more.
    }
}
