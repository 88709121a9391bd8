package org.resumelb.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.resumelb.zookeeper.TreePaths;
import org.resumelb.zookeeper.ZooKeeperAccess;

/** Reads properties of a worker; an absent or empty one has its default. An error names property, value and form. */
final class WorkerProperties {
    private static final int MOST_GRACE_MILLIS = 600_000;

    private final UnaryOperator<@Nullable String> properties;
    private final Path base;

    WorkerProperties(UnaryOperator<@Nullable String> properties, Path base) {
        this.properties = properties;
        this.base = base;
    }

    /** How to reach ZooKeeper; {@code null} when it is not said. */
    @Nullable
    ZooKeeperAccess access() {
        String connect = text("resumelb.zookeeper.connect", "");
        int timeout = whole(
                "resumelb.zookeeper.sessionTimeout", ZooKeeperAccess.DEFAULT_SESSION_TIMEOUT_MILLIS, 1_000, 3_600_000);
        String credentials = credentials();
        if (connect.isEmpty()) {
            return null;
        }
        try {
            var unused = new ZooKeeperAccess(connect, timeout, null);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("resumelb.zookeeper.connect: " + e.getMessage(), e);
        }
        try {
            return new ZooKeeperAccess(connect, timeout, credentials);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("resumelb.zookeeper.credentialsFile: " + e.getMessage(), e);
        }
    }

    TreePaths paths() {
        try {
            return new TreePaths(text("resumelb.zookeeper.path", TreePaths.DEFAULT_ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("resumelb.zookeeper.path: " + e.getMessage(), e);
        }
    }

    /** What the worker's node says, but for the scheme. */
    Map<String, Object> description() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("pid", ProcessHandle.current().pid());
        putIfSaid(description, "version");
        putIfSaid(description, "description");
        putIfSaid(description, "protocol");
        String protocol = text("resumelb.worker.protocol", "http/1.1");
        require(protocol.matches("http/1\\.1|h2c|h2"), "resumelb.worker.protocol", "http/1.1, h2c or h2");
        String context = text("resumelb.worker.context", "/");
        require(context.matches("/|(/[A-Za-z0-9._~-]+)+"), "resumelb.worker.context", "/ or a path like /context");
        description.put("context", context);
        return description;
    }

    private void putIfSaid(Map<String, Object> description, String name) {
        String text = text("resumelb.worker." + name, "");
        if (!text.isEmpty()) {
            description.put(name, text);
        }
    }

    /** Load balancers have noticed that the worker stops when they have sent nothing for so long. */
    int stopGraceMillis() {
        return whole("resumelb.worker.stopGrace", 1_000, 0, MOST_GRACE_MILLIS);
    }

    /** The port to register; 0 for that of the connector. */
    int port() {
        return whole("resumelb.worker.port", 0, 0, 65_535);
    }

    /** The host to register; {@code null} for one that is found out. */
    @Nullable
    String host() {
        String host = text("resumelb.worker.host", "");
        require(
                host.isEmpty() || host.matches("[A-Za-z0-9._-]+|\\[?[0-9A-Fa-f:.]+]?"),
                "resumelb.worker.host",
                "a host name or an IP address");
        return host.isEmpty() ? null : host;
    }

    boolean truth(String property) {
        String text = text(property, "false");
        require(text.equals("true") || text.equals("false"), property, "true or false");
        return text.equals("true");
    }

    String text(String property, String absent) {
        String value = properties.apply(property);
        return value == null || value.isBlank() ? absent : value.strip();
    }

    private int whole(String property, int absent, int least, int greatest) {
        String text = text(property, Integer.toString(absent));
        String expected = "a whole number from " + least + " to " + greatest;
        try {
            int number = Integer.parseInt(text);
            require(number >= least && number <= greatest, property, expected);
            return number;
        } catch (NumberFormatException e) {
            throw wrong(property, expected);
        }
    }

    private @Nullable String credentials() {
        String property = "resumelb.zookeeper.credentialsFile";
        String file = text(property, "");
        if (file.isEmpty()) {
            return null;
        }
        try {
            return Files.readString(base.resolve(file)).strip();
        } catch (IOException e) {
            throw wrong(property, "a readable text file in UTF-8");
        }
    }

    private void require(boolean holds, String property, String expected) {
        if (!holds) {
            throw wrong(property, expected);
        }
    }

    private IllegalArgumentException wrong(String property, String expected) {
        return new IllegalArgumentException(property + ": " + text(property, "") + " (expected: " + expected + ")");
    }
}
