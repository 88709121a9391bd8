package org.resumelb.zookeeper;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this process's own ephemeral node in the tree. The node is created as soon as ZooKeeper is reachable, and again
 * if the session expires or somebody deletes it. Parents are persistent, since they hold settings. Owns one thread;
 * thread-safe.
 *
 * <p>A node with this name that another session owns was most likely left by a predecessor whose session has not
 * expired yet, so it is taken over, but only once, and only until this process has held the name. If two live processes
 * share a name, the one that started last holds it; the other logs who holds it and waits until that node disappears.
 * Neither writes anything in the meantime.
 */
public final class OwnNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnNode.class);
    private static final long FIRST_RETRY_MILLIS = 100;
    private static final long RETRY_LIMIT_MILLIS = 30_000;

    /** A watch reports when the holder disappears; this is for a watch that was lost. */
    private static final long LOOK_MILLIS = 10_000;

    /** A node held for this long is not one that somebody keeps deleting. */
    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(60);

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
    private final Pauses pauses = new Pauses(FIRST_RETRY_MILLIS, RETRY_LIMIT_MILLIS);
    private final Set<Long> ownSessions = new HashSet<>();
    private @Nullable Future<?> next;
    private @Nullable NameHolder holder;
    private boolean mayTakeOver = true;
    private boolean logged;
    private boolean failing;
    private boolean held;
    private long heldSinceNanos;

    /** Creates a registration that does nothing until {@link #start}. The caller owns the client. */
    public OwnNode(CuratorFramework client, String path, byte[] data) {
        this.client = client;
        this.path = path;
        this.data = data.clone();
    }

    /** Begins to keep the node; returns immediately. */
    public void start() {
        client.getConnectionStateListenable().addListener(onState);
        soon(this::keep);
    }

    private void stateChanged(CuratorFramework source, ConnectionState state) {
        if (state.isConnected()) {
            soon(this::keep);
        }
    }

    private void nodeChanged(WatchedEvent event) {
        if (event.getType() == Watcher.Event.EventType.NodeDeleted) {
            soon(this::deleted);
        }
    }

    private void soon(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            // Closed meanwhile.
        }
    }

    private void keepIn(long delayMillis) {
        if (next != null) {
            next.cancel(false);
        }
        try {
            next = executor.schedule(this::keep, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Closed meanwhile.
        }
    }

    /** If somebody keeps deleting our node, it must not be recreated at the same rate. */
    private void deleted() {
        if (held) {
            held = false;
            if (System.nanoTime() - heldSinceNanos > CALM_NANOS) {
                pauses.reset();
            }
            keepIn(pauses.nextMillis());
        } else {
            keep();
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
                LOG.warn("ZooKeeper node {} cannot be created, trying again: {}", path, e.toString());
            }
            keepIn(pauses.nextMillis());
        }
    }

    private void ensure() throws Exception {
        Stat present = client.checkExists().usingWatcher(watcher).forPath(path);
        if (present != null && !isOwn(present)) {
            if (!mayTakeOver && !ownSessions.contains(present.getEphemeralOwner())) {
                heldBy(present);
                return;
            }
            mayTakeOver = false;
            deleteQuietly();
            present = null;
        }
        if (present == null) {
            create();
        } else if (!Arrays.equals(client.getData().forPath(path), data)) {
            client.setData().forPath(path, data);
        }
    }

    private void create() throws Exception {
        ownSessions.add(session());
        try {
            client.create()
                    .creatingParentsIfNeeded()
                    .withMode(CreateMode.EPHEMERAL)
                    .forPath(path, data);
        } catch (KeeperException.NodeExistsException e) {
            // Made by a retry whose answer was lost, or just now by another, who lives and is not to be taken over.
            mayTakeOver = false;
        }
        Stat made = client.checkExists().usingWatcher(watcher).forPath(path);
        if (made == null || !isOwn(made)) {
            keepIn(pauses.nextMillis());
            return;
        }
        registered();
    }

    private void registered() {
        mayTakeOver = false;
        held = true;
        heldSinceNanos = System.nanoTime();
        if (!logged) {
            logged = true;
            LOG.info("Registered in ZooKeeper as {}", path);
        }
        holder = null;
    }

    private void heldBy(Stat present) throws Exception {
        held = false;
        NameHolder now = NameHolder.of(present, client.getData().forPath(path));
        if (!now.equals(holder)) {
            holder = now;
            logged = false;
            LOG.warn("ZooKeeper node {} is held by {}; continuing to serve, and waiting until it is gone", path, now);
        }
        keepIn(LOOK_MILLIS);
    }

    private boolean isOwn(Stat node) throws Exception {
        return node.getEphemeralOwner() == session();
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
                if (present != null && isOwn(present)) {
                    deleteQuietly();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.info("ZooKeeper node {} could not be deleted and will end with the session: {}", path, e.toString());
        }
    }

    @Override
    public String toString() {
        return path;
    }
}
