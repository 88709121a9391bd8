package org.resumelb.jetty.zookeeper;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.resumelb.zookeeper.TreePaths;

/**
 * The tree at one instant.
 *
 * @param settings content of the node with the load balancers' settings; empty if there is none
 * @param workers content of the workers' nodes, by name
 * @param balancers content of the load balancers' nodes, by name
 */
record TreeView(Optional<byte[]> settings, Map<String, byte[]> workers, Map<String, byte[]> balancers) {
    static TreeView of(CuratorCache cache, TreePaths paths) {
        Map<String, byte[]> workers = new TreeMap<>();
        Map<String, byte[]> balancers = new TreeMap<>();
        cache.stream().forEach(node -> {
            put(workers, paths.workers(), node);
            put(balancers, paths.balancers(), node);
        });
        Optional<byte[]> settings = cache.get(paths.root()).map(ChildData::getData);
        return new TreeView(settings, workers, balancers);
    }

    private static void put(Map<String, byte[]> nodes, String folder, ChildData node) {
        String path = node.getPath();
        boolean child = path.startsWith(folder + "/") && path.indexOf('/', folder.length() + 1) < 0;
        if (child) {
            nodes.put(path.substring(folder.length() + 1), node.getData());
        }
    }
}
