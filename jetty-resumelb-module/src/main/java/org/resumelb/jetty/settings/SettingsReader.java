package org.resumelb.jetty.settings;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.DnsWorkers;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.discovery.WorkerList;
import org.resumelb.policy.Policies;
import org.resumelb.pool.EjectionSettings;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.ResumeSettings;
import org.resumelb.settings.LiveSettings;
import org.resumelb.zookeeper.TreePaths;
import org.resumelb.zookeeper.ZooKeeperAccess;

/** Reads settings from properties named {@code resumelb.*}. An absent or empty property has its default. */
public final class SettingsReader {
    private static final String WORKERS = "resumelb.workers";

    private final Values values;

    private SettingsReader(Values values) {
        this.values = values;
    }

    /**
     * Reads and checks all settings.
     *
     * @param base folder that relative paths start from
     * @throws IllegalArgumentException naming property, value and expected form
     */
    public static Settings read(Map<String, String> properties, Path base) {
        return new SettingsReader(new Values(properties, base)).read();
    }

    private Settings read() {
        return new Settings(
                workers(),
                sources(),
                values.path("resumelb.classifier", "etc/resumelb-classifier.xml"),
                policy(),
                pool(),
                contextPath(),
                managementPath(),
                values.secret("resumelb.tokenFile"),
                waiting(),
                upstream(),
                retries(),
                health(),
                values.content("resumelb.disconnectPage"),
                admin(),
                front(),
                zookeeper());
    }

    private List<WorkerAddress> workers() {
        List<WorkerAddress> workers = named()
                .filter(text -> !DnsWorkers.isMeant(text))
                .map(text -> values.checked(WORKERS, () -> WorkerAddress.parse(text)))
                .toList();
        long names = workers.stream().map(WorkerAddress::name).distinct().count();
        values.require(names == workers.size(), WORKERS, "each host:port once");
        return workers;
    }

    private Stream<String> named() {
        return Arrays.stream(values.text(WORKERS, "").split(",")).map(String::strip).filter(text -> !text.isEmpty());
    }

    private Settings.Sources sources() {
        List<DnsWorkers> names = named().filter(DnsWorkers::isMeant)
                .map(text -> values.checked(WORKERS, () -> DnsWorkers.parse(text)))
                .toList();
        long distinct = names.stream().map(name -> name.pattern().name()).distinct().count();
        values.require(distinct == names.size(), WORKERS, "each name:port once");
        int interval = (int) Settings.Sources.NONE.dnsIntervalMillis();
        return new Settings.Sources(
                names, values.whole("resumelb.dnsInterval", interval, 100, 3_600_000), workersFile());
    }

    /** The file that lists workers. It is read at once, so that a wrong one stops the start. */
    private @Nullable Path workersFile() {
        String property = "resumelb.workersFile";
        String content = values.content(property);
        if (content == null) {
            return null;
        }
        Path file = values.path(property, "");
        var unused = values.checked(property + ": " + file, () -> WorkerList.parse(content));
        return file;
    }

    private String policy() {
        String property = "resumelb.policy";
        String policy = values.text(property, Policies.DEFAULT);
        values.require(Policies.names().contains(policy), property, "one of " + String.join(", ", Policies.names()));
        return policy;
    }

    private PoolSettings pool() {
        PoolSettings defaults = PoolSettings.DEFAULTS;
        return new PoolSettings(
                values.number("resumelb.variance", defaults.variance(), 0, LiveSettings.MAX_VARIANCE),
                values.whole("resumelb.backlogHistory", defaults.backlogHistory(), 1, LiveSettings.MAX_BACKLOG_HISTORY),
                values.number(
                        "resumelb.unskilledScore",
                        defaults.unskilledScore(),
                        LiveSettings.MIN_UNSKILLED_SCORE,
                        LiveSettings.MAX_UNSKILLED_SCORE),
                values.truth("resumelb.singleVersion", defaults.singleVersion()),
                values.whole("resumelb.maxClasses", defaults.maxClasses(), 1, 100_000_000),
                values.number("resumelb.maxClassShare", defaults.maxClassShare(), LiveSettings.MIN_MAX_CLASS_SHARE, 1),
                values.number("resumelb.canary", defaults.canary(), 0, 0.5),
                ResumeSettings.of(
                        its -> values.number("resumelb." + its.key(), its.byDefault(), its.least(), its.greatest())));
    }

    private String contextPath() {
        String property = "resumelb.contextPath";
        return values.text(property, "/").equals("/")
                ? "/"
                : values.uriPath(property, "/", "/ or a path like /context, of letters, digits and ._~-");
    }

    private String managementPath() {
        return values.uriPath(
                "resumelb.managementPath", "/.resumelb", "a path like /.resumelb, of letters, digits and ._~-");
    }

    private Settings.Waiting waiting() {
        return new Settings.Waiting(
                values.whole("resumelb.maxWaiting", 1024, 0, 10_000_000),
                values.whole("resumelb.waitTimeout", 30_000, 0, 86_400_000));
    }

    private Settings.Upstream upstream() {
        return new Settings.Upstream(
                values.whole("resumelb.maxConnectionsPerWorker", 1024, 1, 65_535),
                values.whole("resumelb.connectTimeout", 2_000, 1, 3_600_000),
                values.whole("resumelb.idleTimeout", 60_000, 1, 86_400_000),
                values.whole("resumelb.tunnelIdleTimeout", 300_000, 1, 86_400_000),
                new TrustReader(values).read());
    }

    private Settings.Retries retries() {
        return new Settings.Retries(
                values.whole("resumelb.maxRetries", 2, 0, 100), values.number("resumelb.retryBudget", 0.2, 0, 1));
    }

    private Settings.Health health() {
        EjectionSettings defaults = EjectionSettings.DEFAULTS;
        int failures = values.whole("resumelb.ejection.failures", defaults.failures(), 0, 1_000_000);
        long baseMillis = values.whole("resumelb.ejection.baseTime", 10_000, 1, 86_400_000);
        long maxMillis = values.whole("resumelb.ejection.maxTime", 300_000, 1, 86_400_000);
        return new Settings.Health(
                new EjectionSettings(failures, baseMillis, Math.max(baseMillis, maxMillis)),
                values.whole("resumelb.stopDelay", 0, 0, 3_600_000));
    }

    private Settings.Admin admin() {
        return new Settings.Admin(
                values.host("resumelb.admin.host", "127.0.0.1"), values.whole("resumelb.admin.port", 8090, -1, 65_535));
    }

    private Settings.Front front() {
        Settings.Front defaults = Settings.Front.DEFAULTS;
        String proxies = "resumelb.trustedProxies";
        return new Settings.Front(
                values.checked(proxies, () -> TrustedProxies.parse(values.text(proxies, ""))),
                values.whole("resumelb.maxConnections", defaults.maxConnections(), 0, 10_000_000),
                values.whole("resumelb.headTimeout", (int) defaults.headTimeoutMillis(), 0, 3_600_000),
                values.whole("resumelb.minUploadRate", defaults.minUploadBytesPerSecond(), 0, 1_000_000_000));
    }

    private Settings.@Nullable ZooKeeper zookeeper() {
        String connect = values.text("resumelb.zookeeper.connect", "");
        TreePaths paths = values.checked(
                "resumelb.zookeeper.path",
                () -> new TreePaths(values.text("resumelb.zookeeper.path", TreePaths.DEFAULT_ROOT)));
        int sessionTimeoutMillis = values.whole(
                "resumelb.zookeeper.sessionTimeout", ZooKeeperAccess.DEFAULT_SESSION_TIMEOUT_MILLIS, 1_000, 3_600_000);
        String credentials = values.secret("resumelb.zookeeper.credentialsFile");
        Path membershipFile = values.path("resumelb.zookeeper.membershipFile", "resumelb-membership.json");
        String address = values.text("resumelb.zookeeper.address", "");
        values.require(
                address.isEmpty() || address.matches("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):[0-9]{1,5}"),
                "resumelb.zookeeper.address",
                "host:port");
        if (connect.isEmpty()) {
            return null;
        }
        // First without credentials, so that each error names its own property.
        var unused = values.checked(
                "resumelb.zookeeper.connect", () -> new ZooKeeperAccess(connect, sessionTimeoutMillis, null));
        ZooKeeperAccess access = values.checked(
                "resumelb.zookeeper.credentialsFile",
                () -> new ZooKeeperAccess(connect, sessionTimeoutMillis, credentials));
        return new Settings.ZooKeeper(access, paths, values.base(), membershipFile, address.isEmpty() ? null : address);
    }
}
