package org.resumelb.jetty.zookeeper;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.resumelb.zookeeper.TreePaths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tree as ZooKeeper shows it. Nodes that this load balancer may not read are reported once and checked again from
 * time to time, since a change of their access control causes no event. Confined to the link's thread, except for
 * {@link #unreadable}, which any thread may call.
 */
final class TreeWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SharedTree.class);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final CuratorFramework client;
    private final TreePaths paths;
    private final TreeThread thread;
    private final Runnable onChange;
    private final AtomicBoolean changeDue = new AtomicBoolean();
    private final Readability readability;

    /** Sorted. */
    private volatile Set<String> unreadable = Set.of();

    private @Nullable CuratorCache cache;
    private boolean complete;
    private boolean looking;

    /** Creates a watch that has not begun; the client must have been started before it begins. */
    TreeWatch(CuratorFramework client, TreePaths paths, TreeThread thread, Runnable onChange) {
        this.client = client;
        this.paths = paths;
        this.thread = thread;
        this.onChange = onChange;
        readability = new Readability(client, paths);
    }

    void start() {
        complete = false;
        CuratorCache fresh = CuratorCache.builder(client, paths.root())
                .withExceptionHandler(e -> thread.later(() -> failed(e)))
                .build();
        fresh.listenable()
                .addListener(CuratorCacheListener.builder()
                        .forInitialized(() -> thread.later(() -> completed(fresh)))
                        .forAll((type, before, after) -> changedSoon())
                        .build());
        cache = fresh;
        fresh.start();
    }

    private void completed(CuratorCache source) {
        if (source == cache) {
            complete = true;
            onChange.run();
        }
    }

    private void changedSoon() {
        if (changeDue.compareAndSet(false, true)) {
            thread.later(() -> {
                changeDue.set(false);
                onChange.run();
            });
        }
    }

    /** Any other failure is one of the connection, which is reported elsewhere and repaired by the cache. */
    private void failed(Exception failure) {
        if (failure instanceof KeeperException.NoAuthException && !looking) {
            look();
        }
    }

    /** Finds out which nodes are hidden, which the cache's failure does not say; checks again while there are some. */
    private void look() {
        looking = cache != null;
        if (!looking) {
            return;
        }
        if (client.getZookeeperClient().isConnected()) {
            found(readability.hidden());
        }
        looking = !unreadable.isEmpty();
        if (looking) {
            thread.later(this::look, LOOK_NANOS);
        }
    }

    private void found(Set<String> hidden) {
        Set<String> before = unreadable;
        if (hidden.equals(before)) {
            return;
        }
        unreadable = hidden;
        if (hidden.isEmpty()) {
            LOG.info("ZooKeeper nodes {} can be read now", before);
            close();
            start();
        } else {
            LOG.warn(
                    "ZooKeeper nodes {} may not be read by this load balancer; workers and settings there stay as they"
                            + " are (see resumelb.zookeeper.credentialsFile)",
                    hidden);
            onChange.run();
        }
    }

    /** Paths of nodes that may not be read. */
    Set<String> unreadable() {
        return unreadable;
    }

    /** The readable part of the tree; empty until it has been read for the first time. */
    Optional<TreeView> view() {
        CuratorCache present = cache;
        return present == null || !complete ? Optional.empty() : Optional.of(TreeView.of(present, paths));
    }

    void close() {
        CuratorCache present = cache;
        cache = null;
        if (present != null) {
            present.close();
        }
    }
}
