package org.resumelb.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.resumelb.zookeeper.ZooKeeperServer.await;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;

class OwnNodeTest {
    private static final String PATH = "/resumelb/workers/providers/127.0.0.1:1";

    private static CuratorFramework started(ZooKeeperServer server) {
        CuratorFramework client = server.access().client();
        client.start();
        return client;
    }

    /** One whose news that it is connected have been told, so that they do not cut a pause short. */
    private static CuratorFramework connected(ZooKeeperServer server) throws Exception {
        CuratorFramework client = server.access().client();
        AtomicBoolean told = new AtomicBoolean();
        client.getConnectionStateListenable().addListener((its, state) -> told.set(state.isConnected()));
        client.start();
        await("the client is connected", told::get);
        return client;
    }

    private static OwnNode keeping(CuratorFramework client, String data) {
        OwnNode node = new OwnNode(client, PATH, data.getBytes(UTF_8));
        node.start();
        return node;
    }

    @Test
    void aNodeAppearsWithPersistentParentsAndGoesWhenItIsClosed() throws Exception {
        try (ZooKeeperServer server = new ZooKeeperServer();
                CuratorFramework client = started(server)) {
            OwnNode node = keeping(client, "{}");
            await("the node is there", () -> server.has(PATH));
            node.close();
            assertFalse(server.has(PATH));
            assertEquals(
                    0,
                    server.client().checkExists().forPath("/resumelb/workers").getEphemeralOwner(),
                    "a parent outlives its children");
        }
    }

    @Test
    void aNodeIsMadeWhenZooKeeperStartsLater() throws Exception {
        try (ZooKeeperServer server = new ZooKeeperServer()) {
            server.stop();
            try (CuratorFramework client = started(server);
                    OwnNode node = keeping(client, "{}")) {
                server.restart();
                await(node + " is there", () -> server.has(PATH));
            }
        }
    }

    @Test
    void aNodeIsMadeAgainAfterItsSessionExpiredAndAfterItWasDeleted() throws Exception {
        try (ZooKeeperServer server = new ZooKeeperServer();
                CuratorFramework client = started(server);
                OwnNode node = keeping(client, "{}")) {
            await(node + " is there", () -> server.has(PATH));
            long before = owner(server);
            ZooKeeperServer.expire(client);
            await("another session owns it", () -> owner(server) != 0 && owner(server) != before);
            // The client may open more than one session before it settles, so the node may come and go.
            await("somebody deleted it", () -> {
                server.delete(PATH);
                return true;
            });
            await("it is back", () -> server.has(PATH));
        }
    }

    @Test
    void theNodeOfAPredecessorWhoseSessionLastsIsTakenOver() throws Exception {
        try (ZooKeeperServer server = new ZooKeeperServer();
                CuratorFramework client = started(server)) {
            CuratorFramework dead = started(server);
            OwnNode left = keeping(dead, "{\"version\":\"1\"}");
            await("the first is there", () -> server.has(PATH));
            OwnNode node = keeping(client, "{\"version\":\"2\"}");
            await(
                    "the second's content is there",
                    () -> server.has(PATH)
                            && NodeJson.parse(client.getData().forPath(PATH)).equals(Map.of("version", "2")));
            dead.close();
            left.close();
            assertEquals(client.getZookeeperClient().getZooKeeper().getSessionId(), owner(server));
            node.close();
        }
    }

    @Test
    void twoLiveProcessesOfOneNameWriteNothingOnceItIsClearWhoHoldsIt() throws Exception {
        try (ZooKeeperServer server = new ZooKeeperServer();
                CuratorFramework firstClient = started(server);
                CuratorFramework secondClient = started(server)) {
            OwnNode first = keeping(firstClient, "{\"pid\":1}");
            await("the first holds the name", () -> owner(server) == session(firstClient));
            OwnNode second = keeping(secondClient, "{\"pid\":2}");
            await("the second holds it", () -> owner(server) == session(secondClient));
            long before = server.transactions();
            for (int i = 0; i < 50; i++) {
                server.client().setData().forPath("/resumelb", new byte[] {(byte) i});
                assertEquals(session(secondClient), owner(server));
            }
            assertEquals(50, server.transactions() - before, "nobody but this test wrote");
            second.close();
            await("the first holds it again", () -> owner(server) == session(firstClient));
            first.close();
        }
    }

    @Test
    void twoProcessesThatStartAtOnceWriteAFewTimesAtMost() throws Exception {
        try (ZooKeeperServer server = new ZooKeeperServer();
                CuratorFramework firstClient = started(server);
                CuratorFramework secondClient = started(server)) {
            long before = server.transactions();
            try (OwnNode first = keeping(firstClient, "{\"pid\":1}");
                    OwnNode second = keeping(secondClient, "{\"pid\":1}")) {
                await(first + " or " + second + " is there", () -> server.has(PATH));
                long seen = System.nanoTime();
                // A war over the name makes hundreds of changes in a second.
                await("two seconds pass", () -> System.nanoTime() - seen > 2_000_000_000L);
                long changes = server.transactions() - before;
                assertTrue(changes < 30, changes + " changes (expected: a few)");
            }
        }
    }

    @Test
    void aNodeThatSomebodyKeepsDeletingIsMadeAgainWithGrowingPauses() throws Exception {
        try (ZooKeeperServer server = new ZooKeeperServer();
                CuratorFramework client = connected(server);
                OwnNode node = keeping(client, "{}")) {
            long start = System.nanoTime();
            for (int i = 0; i < 5; i++) {
                await(node + " is there", () -> server.has(PATH));
                server.delete(PATH);
            }
            assertTrue(System.nanoTime() - start >= 1_500_000_000L, "pauses of 100, 200, 400 and 800 ms");
            await(node + " is back", () -> server.has(PATH));
        }
    }

    private static long session(CuratorFramework client) throws Exception {
        return client.getZookeeperClient().getZooKeeper().getSessionId();
    }

    private static long owner(ZooKeeperServer server) throws Exception {
        var stat = server.client().checkExists().forPath(PATH);
        return stat == null ? 0 : stat.getEphemeralOwner();
    }
}
