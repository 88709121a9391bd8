package org.resumelb.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;

/** A real ZooKeeper server that goes and comes back with its data, and a client of its own to look and to meddle. */
public final class ZooKeeperServer implements AutoCloseable {
    public static final int SESSION_TIMEOUT_MILLIS = 4_000;

    private static final String COUNTER = "/transactions";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final TestingServer server;
    private final CuratorFramework client;

    public ZooKeeperServer() throws Exception {
        server = new TestingServer(-1, true);
        client = access().client();
        client.start();
        if (!client.blockUntilConnected(60, TimeUnit.SECONDS)) {
            throw new AssertionError("ZooKeeper did not start");
        }
        client.create().forPath(COUNTER);
    }

    public ZooKeeperAccess access() {
        return new ZooKeeperAccess(connect(), SESSION_TIMEOUT_MILLIS, null);
    }

    public String connect() {
        return server.getConnectString();
    }

    public CuratorFramework client() {
        return client;
    }

    public void stop() throws Exception {
        server.stop();
    }

    public void restart() throws Exception {
        server.restart();
    }

    /** Writes a persistent node. */
    public void put(String path, String data) throws Exception {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        client.create().orSetData().creatingParentsIfNeeded().forPath(path, bytes);
    }

    public void delete(String path) throws Exception {
        client.delete().guaranteed().forPath(path);
    }

    public boolean has(String path) throws Exception {
        return client.checkExists().forPath(path) != null;
    }

    public String get(String path) throws Exception {
        return new String(client.getData().forPath(path), StandardCharsets.UTF_8);
    }

    /**
     * How many changes the server has made since it began, those of this client's writes among them. Sessions that begin
     * and end count as well.
     */
    public long transactions() throws Exception {
        Stat any = client.setData().forPath(COUNTER);
        return any.getMzxid() - any.getVersion();
    }

    /** Lets nobody read a node. */
    public void protect(String path) throws Exception {
        ACL allButReading = new ACL(ZooDefs.Perms.ALL & ~ZooDefs.Perms.READ, ZooDefs.Ids.ANYONE_ID_UNSAFE);
        client.setACL().withACL(Arrays.asList(allButReading)).forPath(path);
    }

    /** Lets everybody do everything with a node. */
    public void unprotect(String path) throws Exception {
        client.setACL().withACL(ZooDefs.Ids.OPEN_ACL_UNSAFE).forPath(path);
    }

    /** Lets a client's session expire, as if ZooKeeper had not heard of it for too long. */
    public static void expire(CuratorFramework victim) throws Exception {
        victim.getZookeeperClient().getZooKeeper().getTestable().injectSessionExpiration();
    }

    /** Returns as soon as the condition holds; fails when it does not in time. */
    public static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static boolean holds(Callable<Boolean> condition) throws Exception {
        try {
            return condition.call();
        } catch (KeeperException.NoNodeException e) {
            // Between a node's end and its return.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }
}
