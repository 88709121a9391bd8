package org.resumelb.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.eclipse.jetty.logging.JettyLevel;
import org.eclipse.jetty.logging.JettyLogger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

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
    void whatItsClassesTellOfEachStepIsNotLogged() throws Exception {
        JettyLogger steps = (JettyLogger) LoggerFactory.getLogger("org.apache.zookeeper.server.ZooKeeperServer");
        JettyLevel before = steps.getLevel();
        steps.setLevel(JettyLevel.INFO);
        EmbeddedZooKeeper server = new EmbeddedZooKeeper("127.0.0.1", 0, folder);
        try {
            server.start();
            assertFalse(steps.isInfoEnabled());
            assertTrue(steps.isWarnEnabled());
        } finally {
            server.stop();
            steps.setLevel(before);
        }
    }

    @Test
    void aWrongPortIsRefusedByName() {
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> EmbeddedZooKeeper.of(Map.of("resumelb.zookeeper.server.port", "many"), "."));
        assertEquals(
                "resumelb.zookeeper.server.port: many (expected: a whole number from 0 to 65535)", error.getMessage());
    }
}
