package org.resumelb.worker;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.resumelb.settings.SettingsTable;
import org.resumelb.zookeeper.ClientLogs;
import org.resumelb.zookeeper.LocalAddress;
import org.resumelb.zookeeper.TreePaths;
import org.resumelb.zookeeper.ZooKeeperAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a Jetty server a worker. It is registered once its connectors listen, with their real port. When the server
 * stops, it is unregistered first and continues to serve until load balancers have noticed and send nothing new; then
 * it stops as usual, finishing the requests in flight.
 */
public final class JettyWorker implements LifeCycle.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(JettyWorker.class);

    /** If load balancers do not notice at all, the wait ends after this many grace periods. */
    private static final int MOST_GRACES = 10;

    private final @Nullable ZooKeeperAccess access;
    private final TreePaths paths;
    private final Map<String, Object> description;
    private final @Nullable String host;
    private final int port;
    private final int stopGraceMillis;
    private final FilterHooks filters;
    private final Optional<Map<String, String>> filterParameters;
    private @Nullable WorkerLink link;

    private JettyWorker(WorkerProperties properties) {
        access = properties.access();
        paths = properties.paths();
        description = properties.description();
        host = properties.host();
        port = properties.port();
        stopGraceMillis = properties.stopGraceMillis();
        filters = new FilterHooks(paths.workerSettings());
        filterParameters = properties.filterParameters();
    }

    /**
     * Entry point for {@code etc/resumelb-worker.xml}. A wrong property ends the JVM with one line.
     *
     * @return a listener and bean for a server
     */
    public static JettyWorker of(Map<String, String> properties, String jettyBase) {
        try {
            return read(properties, Path.of(jettyBase));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            Runtime.getRuntime().exit(1);
            throw e;
        }
    }

    static JettyWorker read(Map<String, String> properties, Path base) {
        SettingsTable.requireKnown(properties.keySet());
        return new JettyWorker(new WorkerProperties(properties::get, base));
    }

    /** Adds the worker to a server, as a listener and as an attribute that webapps can see. */
    public static void addTo(Server server, JettyWorker worker) {
        server.addBean(worker, false);
        server.addEventListener(worker);
    }

    FilterHooks filters() {
        return filters;
    }

    /** Init parameters of the filter to install in every webapp; empty if none is to be installed. */
    Optional<Map<String, String>> filterParameters() {
        return filterParameters;
    }

    @Override
    public void lifeCycleStarted(LifeCycle started) {
        ZooKeeperAccess zookeeper = access;
        if (zookeeper == null) {
            return;
        }
        ClientLogs.quieten();
        NetworkConnector connector = connector((Server) started, "h2".equals(description.get("protocol")));
        Map<String, Object> node = new LinkedHashMap<>(description);
        if (isSecure(connector)) {
            node.put("scheme", "https");
        }
        String reachable = LocalAddress.of(host == null ? connector.getHost() : host, zookeeper.firstHost());
        String name = reachable + ":" + (port == 0 ? connector.getLocalPort() : port);
        link = new WorkerLink(zookeeper, paths, name, node, filters);
    }

    /** The first connector with or without TLS, as requested, or else the first one. */
    private static NetworkConnector connector(Server server, boolean secure) {
        var connectors = Arrays.stream(server.getConnectors())
                .filter(NetworkConnector.class::isInstance)
                .map(NetworkConnector.class::cast)
                .toList();
        return connectors.stream()
                .filter(connector -> isSecure(connector) == secure)
                .findFirst()
                .or(() -> connectors.stream().findFirst())
                .orElseThrow(() -> new IllegalStateException(
                        "the server has no network connector (expected: one to register; add --module=http)"));
    }

    private static boolean isSecure(NetworkConnector connector) {
        return connector.getProtocols().stream().anyMatch(protocol -> protocol.equalsIgnoreCase("ssl"));
    }

    @Override
    public void lifeCycleStopping(LifeCycle stopping) {
        WorkerLink present = link;
        link = null;
        if (present != null) {
            present.close();
        }
        filters.retire();
        if (stopGraceMillis > 0) {
            awaitSilence();
        }
    }

    /** Once the server stops, new requests are refused, so all load balancers must have noticed before. */
    private void awaitSilence() {
        long limitMillis = (long) MOST_GRACES * stopGraceMillis;
        LOG.info("Unregistered; stopping when no load balancer has sent anything for {} ms", stopGraceMillis);
        try {
            if (!new Silence(System::nanoTime, Thread::sleep).await(filters::arrivals, stopGraceMillis, limitMillis)) {
                LOG.warn("Stopping although load balancers still send requests after {} ms", limitMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
