package org.resumelb.worker;

import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.curator.framework.state.ConnectionState;
import org.jspecify.annotations.Nullable;
import org.resumelb.zookeeper.NodeJson;
import org.resumelb.zookeeper.OwnNode;
import org.resumelb.zookeeper.TreePaths;
import org.resumelb.zookeeper.ZooKeeperAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's connection to the tree, from its creation to {@link #close}: keeps the worker's node, and passes the
 * workers' settings to the filters. Does not wait for ZooKeeper.
 */
final class WorkerLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerLink.class);

    private final CuratorFramework client;
    private final CuratorCache settings;
    private final OwnNode node;

    /**
     * Begins to register.
     *
     * @param name {@code host:port} at which load balancers reach the worker
     */
    WorkerLink(ZooKeeperAccess access, TreePaths paths, String name, Map<String, ?> description, FilterHooks filters) {
        client = access.client();
        node = new OwnNode(client, paths.workers() + "/" + name, NodeJson.write(description));
        settings = CuratorCache.build(client, paths.workerSettings(), CuratorCache.Options.SINGLE_NODE_CACHE);
        settings.listenable()
                .addListener(CuratorCacheListener.builder()
                        .forAll((type, before, after) -> filters.settings(content(after)))
                        .build());
        client.getConnectionStateListenable().addListener((source, state) -> stateChanged(state, access));
        client.start();
        node.start();
        settings.start();
    }

    private void stateChanged(ConnectionState state, ZooKeeperAccess access) {
        if (state == ConnectionState.SUSPENDED) {
            LOG.warn("ZooKeeper {} is away; load balancers keep this worker meanwhile", access);
        } else if (state == ConnectionState.RECONNECTED) {
            LOG.info("ZooKeeper {} is back", access);
        }
    }

    private static byte[] content(@Nullable ChildData node) {
        return node == null || node.getData() == null ? new byte[0] : node.getData();
    }

    /** Deletes the node and ends the session. */
    @Override
    public void close() {
        node.close();
        settings.close();
        client.close();
    }
}
