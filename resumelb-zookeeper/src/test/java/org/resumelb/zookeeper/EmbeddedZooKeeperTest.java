package org.resumelb.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedZooKeeperTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenIsThereAfterARestart() throws Exception {
        EmbeddedZooKeeper server = new EmbeddedZooKeeper("127.0.0.1", 0, folder);
        server.start();
        try (CuratorFramework client = client(server)) {
            client.create().forPath("/resumelb", NodeJson.write(Map.of("variance", 2.5)));
        }
        server.stop();
        server.start();
        try (CuratorFramework client = client(server)) {
            assertEquals(
                    Map.of("variance", 2.5), NodeJson.parse(client.getData().forPath("/resumelb")));
        } finally {
            server.stop();
        }
    }

    private static CuratorFramework client(EmbeddedZooKeeper server) throws Exception {
        CuratorFramework client = new ZooKeeperAccess(server.connectString(), 4_000, null).client();
        client.start();
        return client;
    }

    @Test
    void aWrongPortIsRefusedByName() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> EmbeddedZooKeeper.of("127.0.0.1", "many", "zookeeper", "."));
        assertEquals(
                "resumelb.zookeeper.server.port: many (expected: a whole number from 0 to 65535)", error.getMessage());
    }
}
