package org.resumelb.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZooKeeperAccessTest {
    @Test
    void withCredentialsOthersMayReadButNotWrite() throws Exception {
        try (ZooKeeperServer server = new ZooKeeperServer();
                CuratorFramework owner = new ZooKeeperAccess(server.connect(), 4_000, "digest:lb:secret").client()) {
            owner.start();
            owner.create().creatingParentsIfNeeded().forPath("/resumelb", NodeJson.write(Map.of("canary", 0.1)));
            assertEquals("{\"canary\":0.1}", server.get("/resumelb"));
            assertThrows(KeeperException.NoAuthException.class, () -> server.put("/resumelb", "{}"));
            owner.setData().forPath("/resumelb", NodeJson.write(Map.of()));
            assertEquals("{}", server.get("/resumelb"));
        }
    }

    @Test
    void credentialsAreToldToNobody() {
        assertFalse(new ZooKeeperAccess("zk:2181", 4_000, "digest:lb:secret")
                .toString()
                .contains("secret"));
        var error = assertThrows(IllegalArgumentException.class, () -> new ZooKeeperAccess("zk:2181", 4_000, "secret"));
        assertFalse(String.valueOf(error.getMessage()).contains(": secret"), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zk:many", "zk:2181/chroot"})
    void aWrongConnectStringIsRefused(String connect) {
        var error = assertThrows(IllegalArgumentException.class, () -> new ZooKeeperAccess(connect, 4_000, null));
        assertEquals(connect + " (expected: host:port,...)", error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"resumelb", "/", "/resumelb/", "//"})
    void aWrongRootIsRefused(String root) {
        assertThrows(IllegalArgumentException.class, () -> new TreePaths(root));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "7", "{} {}", "{\"a\":}"})
    void aNodeThatIsNoObjectIsRefused(String data) {
        assertThrows(
                IllegalArgumentException.class,
                () -> NodeJson.parse(data.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void whatANodeDoesNotNeedToSayIsLeftOut() {
        byte[] data =
                "{\"a\":null,\"b\":[1,{}],\"c\":{\"d\":2},\"e\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(Map.of("e", 1L), NodeJson.parse(data));
        assertEquals(Map.of(), NodeJson.parse(new byte[0]));
    }
}
