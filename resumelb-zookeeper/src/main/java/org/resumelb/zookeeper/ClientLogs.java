package org.resumelb.zookeeper;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.logging.JettyLevel;
import org.eclipse.jetty.logging.JettyLogger;
import org.slf4j.LoggerFactory;

/**
 * Controls what ZooKeeper's client, its server and Curator log. While ZooKeeper is away they would log each attempt to
 * connect, with a stack trace; our own log says once that it is gone and once that it is back.
 */
public final class ClientLogs {
    /** Curator's own switch, a system property. */
    private static final String CURATORS_SWITCH = "curator-dont-log-connection-problems";

    /** These log connections that are lost or refused. */
    private static final List<String> OF_CONNECTIONS = List.of(
            "org.apache.zookeeper.ClientCnxn",
            "org.apache.curator.ConnectionState",
            "org.apache.curator.framework.state.ConnectionStateManager");

    /** These describe each new session at length. */
    private static final List<String> OF_SESSIONS = List.of(
            "org.apache.zookeeper.ZooKeeper",
            "org.apache.zookeeper.ZooKeeperTestable",
            "org.apache.zookeeper.ClientCnxnSocket",
            "org.apache.zookeeper.common.X509Util",
            "org.apache.curator.framework.imps.CuratorFrameworkImpl",
            "org.apache.curator.framework.imps.EnsembleTracker",
            "org.apache.curator.utils.Compatibility");

    /** These log each step of a starting server, with a banner. */
    private static final List<String> OF_SERVERS = Stream.of(
                    "audit.ZKAuditProvider",
                    "ZookeeperBanner",
                    "server.AuthenticationHelper",
                    "server.BlueThrottle",
                    "server.ContainerManager",
                    "server.DataTree",
                    "server.DatadirCleanupManager",
                    "server.FinalRequestProcessor",
                    "server.NIOServerCnxnFactory",
                    "server.PrepRequestProcessor",
                    "server.PurgeTxnLog",
                    "server.RequestThrottler",
                    "server.ResponseCache",
                    "server.ServerMetrics",
                    "server.SessionTrackerImpl",
                    "server.SyncRequestProcessor",
                    "server.ZKDatabase",
                    "server.ZooKeeperServer",
                    "server.ZooKeeperServerMain",
                    "server.auth.DigestAuthenticationProvider",
                    "server.embedded.ZooKeeperServerEmbeddedImpl",
                    "server.persistence.FileSnap",
                    "server.persistence.FileTxnLog",
                    "server.persistence.FileTxnSnapLog",
                    "server.persistence.SnapStream",
                    "server.quorum.QuorumPeerConfig",
                    "server.util.RequestPathMetricsCollector",
                    "server.watch.WatchManagerFactory")
            .map(name -> "org.apache.zookeeper." + name)
            .toList();

    /** Warns at each start that the number of connections is unlimited, which is intended. */
    private static final String OF_CONNECTIONS_TO_SERVERS = "org.apache.zookeeper.server.ServerCnxnFactory";

    private ClientLogs() {}

    /**
     * If Jetty's own logging is in use, limits these classes to warnings, unless they are set to debug. Other logging
     * systems are left to their users to configure.
     */
    public static void quieten() {
        try {
            OF_CONNECTIONS.forEach(name -> raise(name, JettyLevel.ERROR));
            OF_SESSIONS.forEach(name -> raise(name, JettyLevel.WARN));
        } catch (LinkageError e) {
            // Jetty's logging is not here.
        }
    }

    /** The same for a server in this JVM. */
    static void quietenServer() {
        try {
            OF_SERVERS.forEach(name -> raise(name, JettyLevel.WARN));
            raise(OF_CONNECTIONS_TO_SERVERS, JettyLevel.ERROR);
        } catch (LinkageError e) {
            // Jetty's logging is not here.
        }
    }

    /** Silences these classes, for a command that says itself, in one line, what went wrong. */
    public static void silence() {
        try {
            Stream.concat(OF_CONNECTIONS.stream(), OF_SESSIONS.stream()).forEach(name -> raise(name, JettyLevel.OFF));
            raise("org.apache.curator", JettyLevel.OFF);
        } catch (LinkageError e) {
            // Jetty's logging is not here.
        }
    }

    private static void raise(String name, JettyLevel level) {
        if (LoggerFactory.getLogger(name) instanceof JettyLogger logger && !logger.isDebugEnabled()) {
            if (System.getProperty(CURATORS_SWITCH) == null) {
                System.setProperty(CURATORS_SWITCH, "true");
            }
            if (level.toInt() > logger.getLevel().toInt()) {
                logger.setLevel(level);
            }
        }
    }
}
