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
 * @param managementPath the workers' management path, beginning with a slash and not ending with one
 * @param token secret shown to workers; {@code null} when there is none
 * @param pages what clients get when no worker could answer
 * @param front what is asked of clients
 * @param zookeeper {@code null} when workers are not looked for in ZooKeeper
 * @param check whether to check only, and not to serve
 * @param given the properties as they were given, for telling where a value comes from
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

    /** Settings of a load balancer that does not look for workers in ZooKeeper, and asks the usual of clients. */
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

    /** Names no setting, since some are secrets. */
    @Override
    public String toString() {
        return "Settings[" + workers.size() + " static workers, policy " + policy + "]";
    }

    /**
     * Where workers are looked for again and again.
     *
     * @param names names of which each address is a worker
     * @param dnsIntervalMillis pause between two look-ups of a name
     * @param file lists workers; {@code null} when there is none
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
     * @param max how many may wait
     * @param timeoutMillis how long one may wait
     */
    public record Waiting(int max, long timeoutMillis) {}

    /**
     * Connections to workers.
     *
     * @param maxConnectionsPerWorker connections to each
     * @param connectTimeoutMillis time to connect
     * @param idleTimeoutMillis time without a byte in either direction
     * @param tunnelIdleTimeoutMillis the same for connections upgraded to another protocol, WebSocket for one
     * @param tls whom to trust over https, and what to show
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
     * @param verifiesHost whether a certificate must be for the worker's host
     */
    public record Tls(@Nullable StoreFile trusted, @Nullable StoreFile identity, boolean verifiesHost) {}

    /**
     * Retries of requests whose worker was lost.
     *
     * @param max retries of one request
     * @param budget share of all requests that may be retries, 0 to 1
     */
    public record Retries(int max, double budget) {}

    /**
     * Workers that fail, and the load balancer's own end.
     *
     * @param ejection when a worker is left out
     * @param stopDelayMillis how long the load balancer serves on when it is to stop and is no longer ready
     * @param drainedFile keeps the names of drained workers
     */
    public record Health(EjectionSettings ejection, long stopDelayMillis, Path drainedFile) {}

    /**
     * Error pages of the operator's own.
     *
     * @param disconnect HTML body of the 502 page; {@code null} for the built-in one
     * @param templates others by name, such as {@code 503.html} or {@code default.json}
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
     * @param token secret of those who may change something, and, when it is bound elsewhere than to loopback, see
     *     something; {@code null} when there is none
     * @param readOnly whether nobody may change anything
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

        /** Whether only this machine reaches it. */
        public boolean isLoopback() {
            try {
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException e) {
                return false;
            }
        }

        /** The token is told nobody. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * What is asked of clients and their connections.
     *
     * @param trustedProxies whose word on where a request came from is believed
     * @param maxConnections how many clients may be connected; 0 for any number
     * @param headTimeoutMillis how long a request's head may take to arrive over HTTP/1.1; 0 for no limit
     * @param minUploadBytesPerSecond how fast a body has to arrive while it is waited for; 0 for no limit
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
     * Where workers register and settings are kept.
     *
     * @param access how to reach ZooKeeper
     * @param paths where this pool's nodes are
     * @param base folder that relative paths in shared settings start from
     * @param membershipFile keeps the workers found last
     * @param address under which this load balancer registers, {@code host:port}; {@code null} for that of its first
     *     connector
     */
    public record ZooKeeper(
            ZooKeeperAccess access,
            TreePaths paths,
            Path base,
            Path membershipFile,
            @Nullable String address) {}
}
