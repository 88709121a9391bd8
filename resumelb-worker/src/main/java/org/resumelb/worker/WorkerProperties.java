package org.resumelb.worker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.resumelb.settings.Setting;
import org.resumelb.settings.SettingValues;
import org.resumelb.settings.WorkerSettings;
import org.resumelb.zookeeper.TreePaths;
import org.resumelb.zookeeper.ZooKeeperAccess;

/** The properties of a worker, read as declared. */
final class WorkerProperties {
    private final SettingValues values;

    WorkerProperties(Function<String, @Nullable String> properties, Path base) {
        values = new SettingValues(properties, base);
    }

    /** How to reach ZooKeeper; {@code null} if not configured. */
    @Nullable
    ZooKeeperAccess access() {
        return ZooKeeperAccess.of(values);
    }

    TreePaths paths() {
        return TreePaths.of(values);
    }

    /** The content of the worker's node, without the scheme. */
    Map<String, Object> description() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("pid", ProcessHandle.current().pid());
        putIfSaid(description, "version", WorkerSettings.VERSION);
        putIfSaid(description, "description", WorkerSettings.DESCRIPTION);
        if (values.isGiven(WorkerSettings.PROTOCOL)) {
            description.put("protocol", values.get(WorkerSettings.PROTOCOL));
        }
        description.put("context", values.get(WorkerSettings.CONTEXT));
        return description;
    }

    private void putIfSaid(Map<String, Object> description, String name, Setting<String> setting) {
        if (values.has(setting)) {
            description.put(name, values.get(setting));
        }
    }

    /** After this long without a request, load balancers are assumed to have noticed that the worker stops. */
    int stopGraceMillis() {
        return values.get(WorkerSettings.STOP_GRACE);
    }

    /** The port to register; 0 for the connector's port. */
    int port() {
        return values.get(WorkerSettings.PORT);
    }

    /** The host to register; {@code null} to determine it automatically. */
    @Nullable
    String host() {
        return values.has(WorkerSettings.HOST) ? values.get(WorkerSettings.HOST) : null;
    }

    /** Init parameters of the filter to install in every webapp; empty if none is to be installed. */
    Optional<Map<String, String>> filterParameters() {
        if (!values.get(WorkerSettings.INSTALL_FILTER)) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        if (values.has(WorkerSettings.TOKEN_FILE)) {
            parameters.put("tokenFile", values.path(WorkerSettings.TOKEN_FILE).toString());
        }
        if (values.isGiven(WorkerSettings.MANAGEMENT_PATH)) {
            parameters.put("managementPath", values.get(WorkerSettings.MANAGEMENT_PATH));
        }
        return Optional.of(parameters);
    }
}
