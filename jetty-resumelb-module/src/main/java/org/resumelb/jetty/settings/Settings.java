package org.resumelb.jetty.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.DnsWorkers;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.pool.EjectionSettings;
import org.resumelb.pool.PoolSettings;
import org.resumelb.settings.TrafficSettings;
import org.resumelb.zookeeper.TreePaths;
import org.resumelb.zookeeper.ZooKeeperAccess;

/**
 * Everything that can be set when the load balancer starts. Immutable.
 *
 * @param workers static workers
 * @param sources where else workers are looked for, besides ZooKeeper
 * @param classifier Jetty XML file that builds the classifier
 * @param policy name of the policy
 * @param contextPath the load balancer's context path
 * @param managementPath the workers' management path, with a leading slash and no trailing one
 * @param token secret shown to workers; {@code null} if there is none
 * @param pages what clients get if no worker could respond
 * @param front limits and trust for clients
 * @param zookeeper {@code null} if ZooKeeper is not used
 * @param check whether only to check the settings, and not to serve
 * @param given the properties as they were given, to tell where a value comes from
 */
public record Settings(
        List<WorkerAddress> workers,
        Sources sources,
        Path classifier,
        String policy,
        PoolSettings pool,
        String contextPath,
        String managementPath,
        @Nullable String token,
        Waiting waiting,
        Upstream upstream,
        Retries retries,
        Health health,
        Pages pages,
        Admin admin,
        Front front,
        @Nullable ZooKeeper zookeeper,
        boolean check,
        Map<String, String> given) {
    public Settings {
        workers = List.copyOf(workers);
        given = Map.copyOf(given);
    }

    /** Settings of a load balancer without ZooKeeper and with the default rules for clients. */
    public Settings(
            List<WorkerAddress> workers,
            Path classifier,
            String policy,
            PoolSettings pool,
            String contextPath,
            String managementPath,
            @Nullable String token,
            Waiting waiting,
            Upstream upstream,
            Retries retries,
            Health health,
            @Nullable String disconnectPage,
            Admin admin) {
        this(
                workers,
                Sources.NONE,
                classifier,
                policy,
                pool,
                contextPath,
                managementPath,
                token,
                waiting,
                upstream,
                retries,
                health,
                new Pages(disconnectPage, Map.of()),
                admin,
                Front.DEFAULTS,
                null,
                false,
                Map.of());
    }

    /** Shows no setting, since some are secrets. */
    @Override
    public String toString() {
        return "Settings[" + workers.size() + " static workers, policy " + policy + "]";
    }

    /**
     * Sources of workers that are checked periodically.
     *
     * @param names names of which each address is a worker
     * @param dnsIntervalMillis pause between two lookups of a name
     * @param file lists workers; {@code null} if there is none
     */
    public record Sources(
            List<DnsWorkers> names,
            long dnsIntervalMillis,
            @Nullable Path file) {
        public static final Sources NONE = new Sources(List.of(), 5_000, null);

        public Sources {
            names = List.copyOf(names);
        }
    }

    /**
     * Requests that wait because no worker can take them.
     *
     * @param max maximum number of waiting requests
     * @param timeoutMillis maximum time that one may wait
     */
    public record Waiting(int max, long timeoutMillis) {}

    /**
     * Connections to workers.
     *
     * @param maxConnectionsPerWorker maximum number of connections to each
     * @param connectTimeoutMillis time to connect
     * @param idleTimeoutMillis time without a byte in either direction
     * @param tunnelIdleTimeoutMillis the same for connections upgraded to another protocol, such as WebSocket
     * @param tls which certificates to trust over https, and which to present
     */
    public record Upstream(
            int maxConnectionsPerWorker,
            long connectTimeoutMillis,
            long idleTimeoutMillis,
            long tunnelIdleTimeoutMillis,
            Tls tls) {}

    /**
     * TLS to workers.
     *
     * @param trusted certificates to trust; {@code null} for those that Java trusts
     * @param identity a key and its certificate, for workers that ask for one; {@code null} for none
     * @param verifiesHost whether a certificate must be valid for the worker's host
     */
    public record Tls(@Nullable StoreFile trusted, @Nullable StoreFile identity, boolean verifiesHost) {}

    /**
     * Retries of requests whose worker was lost.
     *
     * @param max maximum number of retries of one request
     * @param budget maximum share of all requests that may be retries, 0 to 1
     */
    public record Retries(int max, double budget) {}

    /**
     * Failing workers, and the load balancer's own shutdown.
     *
     * @param ejection when a worker is ejected
     * @param stopDelayMillis how long the load balancer continues to serve after it stopped being ready
     * @param drainedFile stores the names of drained workers
     */
    public record Health(EjectionSettings ejection, long stopDelayMillis, Path drainedFile) {}

    /**
     * The operator's own error pages.
     *
     * @param disconnect HTML body of the 502 page; {@code null} for the built-in one
     * @param templates other pages by name, such as {@code 503.html} or {@code default.json}
     */
    public record Pages(@Nullable String disconnect, Map<String, String> templates) {
        public Pages {
            templates = Map.copyOf(templates);
        }
    }

    /**
     * The admin connector.
     *
     * @param port 0 for any free one, -1 for none
     * @param token secret required to change anything and, if the connector is not bound to loopback, to see anything;
     *     {@code null} if there is none
     * @param readOnly whether nothing can be changed
     * @param hosts further names by which browsers may call it, in lower case
     */
    public record Admin(String host, int port, @Nullable String token, boolean readOnly, Set<String> hosts) {
        public Admin {
            hosts = Set.copyOf(hosts);
        }

        /** A connector without a token. */
        public Admin(String host, int port) {
            this(host, port, null, false, Set.of());
        }

        /** Whether it can be reached only from this machine. */
        public boolean isLoopback() {
            try {
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException e) {
                return false;
            }
        }

        /** Does not reveal the token. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * Limits and trust for clients and their connections.
     *
     * @param trustedProxies proxies whose information about the origin of a request is believed
     * @param maxConnections maximum number of connected clients; 0 for no limit
     * @param headTimeoutMillis how long a request's head may take to arrive over HTTP/1.1; 0 for no limit
     * @param minUploadBytesPerSecond how fast a body has to arrive while the load balancer waits for it; 0 for no limit
     */
    public record Front(
            TrustedProxies trustedProxies, int maxConnections, long headTimeoutMillis, int minUploadBytesPerSecond) {
        public static final Front DEFAULTS = new Front(
                TrustedProxies.NONE,
                TrafficSettings.MAX_CONNECTIONS.defaultValue(),
                TrafficSettings.HEAD_TIMEOUT.defaultValue(),
                TrafficSettings.MIN_UPLOAD_RATE.defaultValue());
    }

    /**
     * The ZooKeeper in which workers register and settings are kept.
     *
     * @param access how to reach ZooKeeper
     * @param paths the paths of this pool's nodes
     * @param base folder against which relative paths in shared settings are resolved
     * @param membershipFile stores the workers found last
     * @param address address at which this load balancer registers, {@code host:port}; {@code null} for that of its
     *     first connector
     */
    public record ZooKeeper(
            ZooKeeperAccess access,
            TreePaths paths,
            Path base,
            Path membershipFile,
            @Nullable String address) {}
}
