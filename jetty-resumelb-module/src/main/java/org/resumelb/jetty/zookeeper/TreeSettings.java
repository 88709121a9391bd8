package org.resumelb.jetty.zookeeper;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.resumelb.settings.LiveSettings;
import org.resumelb.settings.SettingsTable;
import org.resumelb.text.Excerpt;
import org.resumelb.zookeeper.NodeJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the settings in a node, as a whole or not at all. Settings that the node does not contain are as the load
 * balancer was started. Not thread-safe.
 */
final class TreeSettings {
    private static final Logger LOG = LoggerFactory.getLogger(TreeSettings.class);

    /** A reason may name a file and a class. */
    private static final int MAX_REASON = 1_000;

    private final String path;
    private final LiveSettings defaults;
    private final Consumer<LiveSettings> target;
    private byte[] last = new byte[0];

    /**
     * Creates one that has applied nothing yet.
     *
     * @param target puts settings in force, or throws an {@link IllegalArgumentException} that says why not
     */
    TreeSettings(String path, LiveSettings defaults, Consumer<LiveSettings> target) {
        this.path = path;
        this.defaults = defaults;
        this.target = target;
    }

    /** Takes the node's content; empty if there is no node. */
    void update(byte[] content) {
        if (Arrays.equals(content, last)) {
            return;
        }
        last = content.clone();
        try {
            Map<String, Object> values = NodeJson.parse(content);
            target.accept(defaults.with(values));
            TreeSet<String> unknown = new TreeSet<>(values.keySet());
            LiveSettings.NAMES.forEach(unknown::remove);
            if (!unknown.isEmpty()) {
                LOG.warn(
                        "ZooKeeper node {}: {}; ignored",
                        path,
                        SettingsTable.unknown(unknown.first(), LiveSettings.NAMES));
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "ZooKeeper node {} is refused, the settings stay as they are: {}",
                    path,
                    Excerpt.of(e.getMessage(), MAX_REASON));
        }
    }
}
