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

/** What the properties of a worker mean, each as its declaration says. */
final class WorkerProperties {
    private final SettingValues values;

    WorkerProperties(Function<String, @Nullable String> properties, Path base) {
        values = new SettingValues(properties, base);
    }

    /** How to reach ZooKeeper; {@code null} when it is not said. */
    @Nullable
    ZooKeeperAccess access() {
        return ZooKeeperAccess.of(values);
    }

    TreePaths paths() {
        return TreePaths.of(values);
    }

    /** What the worker's node says, but for the scheme. */
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

    /** Load balancers have noticed that the worker stops when they have sent nothing for so long. */
    int stopGraceMillis() {
        return values.get(WorkerSettings.STOP_GRACE);
    }

    /** The port to register; 0 for that of the connector. */
    int port() {
        return values.get(WorkerSettings.PORT);
    }

    /** The host to register; {@code null} for one that is found out. */
    @Nullable
    String host() {
        return values.has(WorkerSettings.HOST) ? values.get(WorkerSettings.HOST) : null;
    }

    /** Init parameters of the filter to install in every webapp; empty when none is to be installed. */
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
