package org.resumelb.jetty.zookeeper;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.resumelb.zookeeper.TreePaths;

/** Determines which nodes of the tree this load balancer may not read. Asks ZooKeeper and waits for the answers. */
final class Readability {
    private final CuratorFramework client;
    private final TreePaths paths;

    Readability(CuratorFramework client, TreePaths paths) {
        this.client = client;
        this.paths = paths;
    }

    /** Paths of hidden nodes, sorted; if it cannot be determined, a node counts as readable. */
    Set<String> hidden() {
        Set<String> hidden = new TreeSet<>();
        List.of(paths.root(), paths.workerSettings()).forEach(node -> children(node, hidden));
        List.of(paths.balancers(), paths.workers())
                .forEach(folder -> children(folder, hidden).forEach(child -> children(folder + "/" + child, hidden)));
        return Collections.unmodifiableSet(hidden);
    }

    private List<String> children(String node, Set<String> hidden) {
        try {
            var unused = client.getData().forPath(node);
            return client.getChildren().forPath(node);
        } catch (KeeperException.NoAuthException e) {
            hidden.add(node);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // It is not there, or ZooKeeper went away.
        }
        return List.of();
    }
}
