package org.resumelb.jetty.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.metrics.Families.Labelled;

/** Metrics of the surrounding Jetty server: its threads and connections. Thread-safe. */
final class JettyMetrics implements MultiCollector {
    private final Supplier<@Nullable Server> server;

    JettyMetrics(Supplier<@Nullable Server> server) {
        this.server = server;
    }

    @Override
    public MetricSnapshots collect() {
        Server present = server.get();
        if (present == null) {
            return new MetricSnapshots();
        }
        List<MetricSnapshot> families = new ArrayList<>();
        if (present.getThreadPool() instanceof QueuedThreadPool threads) {
            families.add(Families.gauge("jetty_threads", "Threads of the server.", threads.getThreads()));
            families.add(Families.gauge("jetty_threads_idle", "Threads that wait for work.", threads.getIdleThreads()));
            families.add(Families.gauge("jetty_threads_max", "Most threads there may be.", threads.getMaxThreads()));
            families.add(Families.gauge("jetty_jobs_queued", "Jobs that wait for a thread.", threads.getQueueSize()));
        }
        families.add(connections(present));
        return new MetricSnapshots(families);
    }

    private static MetricSnapshot connections(Server server) {
        List<Labelled<NetworkConnector>> connectors = new ArrayList<>();
        for (var connector : server.getConnectors()) {
            if (connector instanceof NetworkConnector network) {
                String name = String.join("+", network.getProtocols()) + ":" + network.getLocalPort();
                connectors.add(new Labelled<>(Families.labels("connector", name), network));
            }
        }
        return Families.gauges(
                "jetty_connections",
                "Clients that are connected.",
                connectors,
                connector -> connector.getConnectedEndPoints().size());
    }
}
