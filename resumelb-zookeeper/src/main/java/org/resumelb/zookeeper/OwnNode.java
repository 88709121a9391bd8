package org.resumelb.zookeeper;

import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this process's own ephemeral node in the tree: made as soon as ZooKeeper is there, made again when the session
 * expired or somebody deleted it, taken over from a predecessor whose session has not expired yet. Parents are
 * persistent, since they hold settings. Owns one thread; thread-safe.
 */
public final class OwnNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnNode.class);
    private static final long RETRY_MILLIS = 500;
    private static final long FAREWELL_MILLIS = 3_000;

    private final CuratorFramework client;
    private final String path;
    private final byte[] data;
    private final ConnectionStateListener onState = this::stateChanged;
    private final Watcher watcher = this::nodeChanged;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "resumelb-registration");
        thread.setDaemon(true);
        return thread;
    });

    // Confined to the executor's thread.
    private boolean logged;
    private boolean failing;

    /** Makes a registration that does nothing until {@link #start}. The client is the caller's. */
    public OwnNode(CuratorFramework client, String path, byte[] data) {
        this.client = client;
        this.path = path;
        this.data = data.clone();
    }

    /** Begins to keep the node; returns at once. */
    public void start() {
        client.getConnectionStateListenable().addListener(onState);
        keepSoon(0);
    }

    private void stateChanged(CuratorFramework source, ConnectionState state) {
        if (state.isConnected()) {
            keepSoon(0);
        }
    }

    private void nodeChanged(WatchedEvent event) {
        if (event.getType() == Watcher.Event.EventType.NodeDeleted) {
            keepSoon(0);
        }
    }

    private void keepSoon(long delayMillis) {
        try {
            var unused = executor.schedule(this::keep, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Closed meanwhile.
        }
    }

    private void keep() {
        // When it connects, we are called again.
        if (!client.getZookeeperClient().isConnected()) {
            return;
        }
        try {
            ensure();
            failing = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            if (!failing) {
                failing = true;
                LOG.warn("ZooKeeper node {} cannot be made, trying again: {}", path, e.toString());
            }
            keepSoon(RETRY_MILLIS);
        }
    }

    private void ensure() throws Exception {
        Stat present = client.checkExists().usingWatcher(watcher).forPath(path);
        if (present != null && present.getEphemeralOwner() != session()) {
            deleteQuietly();
            present = null;
        }
        if (present == null) {
            create();
        } else if (!Arrays.equals(client.getData().forPath(path), data)) {
            client.setData().forPath(path, data);
        }
        if (!logged) {
            logged = true;
            LOG.info("Registered in ZooKeeper as {}", path);
        }
    }

    private void create() throws Exception {
        try {
            client.create()
                    .creatingParentsIfNeeded()
                    .withMode(CreateMode.EPHEMERAL)
                    .forPath(path, data);
        } catch (KeeperException.NodeExistsException e) {
            // Made by a retry whose answer was lost, or by another: the watch below tells more.
            keepSoon(RETRY_MILLIS);
        }
        if (client.checkExists().usingWatcher(watcher).forPath(path) == null) {
            keepSoon(RETRY_MILLIS);
        }
    }

    private long session() throws Exception {
        return client.getZookeeperClient().getZooKeeper().getSessionId();
    }

    private void deleteQuietly() throws Exception {
        try {
            client.delete().forPath(path);
        } catch (KeeperException.NoNodeException e) {
            // That is what was wanted.
        }
    }

    /** Deletes the node, waiting a few seconds at most; ZooKeeper deletes it anyway when the session ends. */
    @Override
    public void close() {
        client.getConnectionStateListenable().removeListener(onState);
        if (executor.isShutdown()) {
            return;
        }
        executor.execute(this::farewell);
        executor.shutdown();
        try {
            if (!executor.awaitTermination(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void farewell() {
        try {
            if (client.getZookeeperClient().isConnected()) {
                Stat present = client.checkExists().forPath(path);
                if (present != null && present.getEphemeralOwner() == session()) {
                    deleteQuietly();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.info("ZooKeeper node {} could not be deleted and goes with the session: {}", path, e.toString());
        }
    }

    @Override
    public String toString() {
        return path;
    }
}
