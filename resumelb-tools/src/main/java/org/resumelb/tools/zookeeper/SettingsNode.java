package org.resumelb.tools.zookeeper;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.resumelb.settings.LiveSettings;
import org.resumelb.zookeeper.NodeJson;
import org.resumelb.zookeeper.TreePaths;

/**
 * A node with settings, changed as a whole and only to values that its readers accept.
 *
 * @param path the node
 * @param workers whether it contains the workers' settings rather than the load balancers'
 */
record SettingsNode(String path, boolean workers) {
    private static final List<String> WORKER_NAMES = List.of("history", "maxSkillAge");

    static SettingsNode of(TreePaths paths, boolean workers) {
        return new SettingsNode(workers ? paths.workerSettings() : paths.root(), workers);
    }

    List<String> names() {
        return workers ? WORKER_NAMES : LiveSettings.NAMES;
    }

    /**
     * Checks settings.
     *
     * @throws IllegalArgumentException naming the setting, its value and the expected form
     */
    void check(Map<String, Object> settings) {
        if (!workers) {
            var unused = LiveSettings.DEFAULTS.with(settings);
            return;
        }
        for (String name : WORKER_NAMES) {
            Object value = settings.getOrDefault(name, 1L);
            if (!(value instanceof Long number)
                    || number < 1
                    || (name.equals("history") && number > Integer.MAX_VALUE)) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: a whole number >= 1)");
            }
        }
    }

    Map<String, Object> read(CuratorFramework client) throws Exception {
        try {
            return NodeJson.parse(client.getData().forPath(path));
        } catch (KeeperException.NoNodeException e) {
            return Map.of();
        }
    }

    /** Changes the settings, repeating the change if somebody else changed them at the same time; returns them. */
    Map<String, Object> change(CuratorFramework client, UnaryOperator<Map<String, Object>> change) throws Exception {
        while (true) {
            Stat stat = new Stat();
            try {
                byte[] data = client.getData().storingStatIn(stat).forPath(path);
                Map<String, Object> changed = change.apply(new LinkedHashMap<>(NodeJson.parse(data)));
                check(changed);
                client.setData().withVersion(stat.getVersion()).forPath(path, NodeJson.write(changed));
                return changed;
            } catch (KeeperException.NoNodeException e) {
                createIfAbsent(client);
            } catch (KeeperException.BadVersionException e) {
                // Changed meanwhile: once more, from what it is now.
            } catch (KeeperException.NoAuthException e) {
                throw new IOException(
                        path + " may not be changed (expected: --credentials-file with what it was made with)", e);
            }
        }
    }

    private void createIfAbsent(CuratorFramework client) throws Exception {
        try {
            client.create().creatingParentsIfNeeded().forPath(path, new byte[0]);
        } catch (KeeperException.NodeExistsException e) {
            // That is what was wanted.
        }
    }
}
