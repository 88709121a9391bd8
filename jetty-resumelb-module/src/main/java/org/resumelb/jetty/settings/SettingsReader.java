package org.resumelb.jetty.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.EjectionSettings;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.ResumeSettings;
import org.resumelb.settings.SelectionSettings;
import org.resumelb.settings.ServerSettings;
import org.resumelb.settings.SettingValues;
import org.resumelb.settings.SettingsTable;
import org.resumelb.settings.TrafficSettings;
import org.resumelb.settings.ZooKeeperSettings;
import org.resumelb.zookeeper.TreePaths;
import org.resumelb.zookeeper.ZooKeeperAccess;

/** Creates {@link Settings} from properties named {@code resumelb.*}, each read as declared. */
public final class SettingsReader {
    private final SettingValues values;

    private SettingsReader(SettingValues values) {
        this.values = values;
    }

    /**
     * Reads and checks all settings.
     *
     * @param base folder against which relative paths are resolved
     * @throws IllegalArgumentException naming the property, its value and the expected form, or a property that does
     *     not exist
     */
    public static Settings read(Map<String, String> properties, Path base) {
        SettingsTable.requireKnown(properties.keySet());
        return new SettingsReader(SettingValues.of(properties, base)).read(Map.copyOf(properties));
    }

    private Settings read(Map<String, String> given) {
        WorkersReader workers = new WorkersReader(values);
        return new Settings(
                workers.named(),
                workers.sources(),
                values.path(ServerSettings.CLASSIFIER),
                values.get(SelectionSettings.POLICY),
                pool(),
                values.get(ServerSettings.CONTEXT_PATH),
                values.get(ServerSettings.MANAGEMENT_PATH),
                values.secret(ServerSettings.TOKEN_FILE),
                waiting(),
                upstream(),
                retries(),
                health(),
                new Settings.Pages(values.content(TrafficSettings.DISCONNECT_PAGE), errorPages()),
                admin(),
                front(),
                zookeeper(),
                values.get(ServerSettings.CHECK),
                given);
    }

    private Map<String, String> errorPages() {
        if (!values.has(TrafficSettings.ERROR_PAGES)) {
            return Map.of();
        }
        Path folder = values.path(TrafficSettings.ERROR_PAGES);
        values.require(Files.isDirectory(folder), TrafficSettings.ERROR_PAGES, "a folder that can be read");
        return values.checked(TrafficSettings.ERROR_PAGES, () -> PageFolder.read(folder));
    }

    private Path drainedFile() {
        Path file = values.path(ServerSettings.DRAINED_FILE);
        values.require(!Files.isDirectory(file), ServerSettings.DRAINED_FILE, "a path of a file");
        return file;
    }

    private PoolSettings pool() {
        return new PoolSettings(
                values.get(SelectionSettings.VARIANCE),
                values.get(SelectionSettings.BACKLOG_HISTORY),
                values.get(SelectionSettings.UNSKILLED_SCORE),
                values.get(SelectionSettings.SINGLE_VERSION),
                values.get(SelectionSettings.MAX_CLASSES),
                values.get(SelectionSettings.MAX_CLASS_SHARE),
                values.get(SelectionSettings.CANARY),
                ResumeSettings.of(parameter -> values.get(SelectionSettings.of(parameter))));
    }

    private Settings.Waiting waiting() {
        return new Settings.Waiting(values.get(TrafficSettings.MAX_WAITING), values.get(TrafficSettings.WAIT_TIMEOUT));
    }

    private Settings.Upstream upstream() {
        return new Settings.Upstream(
                values.get(TrafficSettings.MAX_CONNECTIONS_PER_WORKER),
                values.get(TrafficSettings.CONNECT_TIMEOUT),
                values.get(TrafficSettings.IDLE_TIMEOUT),
                values.get(TrafficSettings.TUNNEL_IDLE_TIMEOUT),
                new TlsReader(values).read());
    }

    private Settings.Retries retries() {
        return new Settings.Retries(values.get(TrafficSettings.MAX_RETRIES), values.get(TrafficSettings.RETRY_BUDGET));
    }

    private Settings.Health health() {
        long baseMillis = values.get(TrafficSettings.EJECTION_BASE_TIME);
        long maxMillis = values.get(TrafficSettings.EJECTION_MAX_TIME);
        return new Settings.Health(
                new EjectionSettings(
                        values.get(TrafficSettings.EJECTION_FAILURES), baseMillis, Math.max(baseMillis, maxMillis)),
                values.get(ServerSettings.STOP_DELAY),
                drainedFile());
    }

    private Settings.Admin admin() {
        String host = values.get(ServerSettings.ADMIN_HOST);
        try {
            var unused = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            values.require(
                    false,
                    ServerSettings.ADMIN_HOST,
                    ServerSettings.ADMIN_HOST.kind().expected());
        }
        Settings.Admin admin = new Settings.Admin(
                host,
                values.get(ServerSettings.ADMIN_PORT),
                values.secret(ServerSettings.ADMIN_TOKEN_FILE),
                values.get(ServerSettings.ADMIN_READ_ONLY),
                hosts(values.get(ServerSettings.ADMIN_HOSTS)));
        values.require(
                admin.port() < 0 || admin.isLoopback() || admin.token() != null || admin.readOnly(),
                ServerSettings.ADMIN_TOKEN_FILE,
                "a file with a secret, since " + ServerSettings.ADMIN_HOST.property() + " " + host
                        + " is not loopback; or " + ServerSettings.ADMIN_READ_ONLY.property() + "=true");
        return admin;
    }

    private static Set<String> hosts(String list) {
        return Arrays.stream(list.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Settings.Front front() {
        return new Settings.Front(
                values.checked(
                        TrafficSettings.TRUSTED_PROXIES,
                        () -> TrustedProxies.parse(values.get(TrafficSettings.TRUSTED_PROXIES))),
                values.get(TrafficSettings.MAX_CONNECTIONS),
                values.get(TrafficSettings.HEAD_TIMEOUT),
                values.get(TrafficSettings.MIN_UPLOAD_RATE));
    }

    private Settings.@Nullable ZooKeeper zookeeper() {
        TreePaths paths = TreePaths.of(values);
        ZooKeeperAccess access = ZooKeeperAccess.of(values);
        Path membershipFile = values.path(ZooKeeperSettings.MEMBERSHIP_FILE);
        String address = values.get(ZooKeeperSettings.ADDRESS);
        return access == null
                ? null
                : new Settings.ZooKeeper(
                        access, paths, values.base(), membershipFile, address.isEmpty() ? null : address);
    }
}
