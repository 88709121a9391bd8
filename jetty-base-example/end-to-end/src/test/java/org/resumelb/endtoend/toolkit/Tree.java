package org.resumelb.endtoend.toolkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** The nodes in ZooKeeper, as any program may change them. */
final class Tree implements AutoCloseable {
    private static final int SESSION_TIMEOUT_MILLIS = 30_000;

    private final ZooKeeper client;

    /** Connects. */
    Tree(String connect) throws IOException {
        CountDownLatch connected = new CountDownLatch(1);
        client = new ZooKeeper(connect, SESSION_TIMEOUT_MILLIS, event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        try {
            if (!connected.await(SESSION_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException(connect + " does not answer");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Writes a persistent node whose parent is there. */
    void put(String path, String content) throws IOException {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        try {
            try {
                client.setData(path, data, -1);
            } catch (KeeperException.NoNodeException e) {
                client.create(path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            }
        } catch (KeeperException e) {
            throw new IOException(path + " cannot be written", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }
}
