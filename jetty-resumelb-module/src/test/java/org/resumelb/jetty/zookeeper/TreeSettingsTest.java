package org.resumelb.jetty.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.resumelb.zookeeper.ZooKeeperServer.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.LoadBalancer;
import org.resumelb.zookeeper.NodeJson;
import org.resumelb.zookeeper.ZooKeeperServer;

class TreeSettingsTest {
    @TempDir
    private Path base;

    @Test
    void settingsApplyToEveryBalancerAndReturnToWhatItStartedWith() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer();
                FoundBalancer first = new FoundBalancer(base.resolve("1"), zookeeper, "variance=3");
                FoundBalancer second = new FoundBalancer(base.resolve("2"), zookeeper)) {
            zookeeper.put("/resumelb", "{\"variance\":2.5,\"policy\":\"least-backlog\",\"backlogHistory\":20}");
            for (FoundBalancer each : new FoundBalancer[] {first, second}) {
                await("the variance is set", () -> each.balancer().getVariance() == 2.5);
                assertEquals(20, each.balancer().getBacklogHistory());
                assertEquals("least-backlog", each.balancer().getPolicy());
            }
            zookeeper.put("/resumelb", "{\"policy\":\"least-backlog\"}");
            await("the first's own is back", () -> first.balancer().getVariance() == 3);
            await("the default is back", () -> second.balancer().getVariance() == 4);
            assertEquals(9, second.balancer().getBacklogHistory());
            assertEquals("least-backlog", second.balancer().getPolicy());
        }
    }

    @Test
    void oneBadValueRefusesAllOfThem() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer();
                FoundBalancer balancer = new FoundBalancer(base, zookeeper)) {
            LoadBalancer settings = balancer.balancer();
            zookeeper.put("/resumelb", "{\"variance\":2.5}");
            await("it is set", () -> settings.getVariance() == 2.5);
            for (String bad : new String[] {
                "{\"backlogHistory\":5,\"variance\":-1}",
                "{\"backlogHistory\":5,\"variance\":\"2\"}",
                "{\"backlogHistory\":5,\"policy\":\"magic\"}",
                "{\"backlogHistory\":5,\"classifier\":\"no-such-file.xml\"}",
                "{\"backlogHistory\":5,\"canary\":0.6}",
                "{\"backlogHistory\":5",
            }) {
                zookeeper.put("/resumelb", bad);
                // A node's changes are seen in order, so once this registers the bad one was judged.
                zookeeper.put("/resumelb/workers/providers/127.0.0.1:1", "{\"version\":\"" + bad.hashCode() + "\"}");
                String version = Integer.toString(bad.hashCode());
                await(
                        "the marker is seen",
                        () -> settings.pool().status().workers().stream()
                                .anyMatch(worker -> version.equals(worker.version())));
                assertEquals(2.5, settings.getVariance(), bad);
                assertEquals(9, settings.getBacklogHistory(), bad);
                assertTrue(!settings.getPolicy().equals("magic"));
            }
            zookeeper.put("/resumelb", "");
            await("the default is back", () -> settings.getVariance() == 4);
        }
    }

    @Test
    void theClassifierCanBeChangedAndChangedBack() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer();
                FoundBalancer balancer = new FoundBalancer(base, zookeeper)) {
            Files.writeString(
                    base.resolve("etc/paths.xml"),
                    "<Configure class=\"org.resumelb.classifier.RegexClassifier\"><Arg>path</Arg>"
                            + "<Arg>^/(?&lt;class&gt;[^/]+)</Arg></Configure>");
            String before = balancer.balancer().classifier().loaded().fingerprint();
            zookeeper.put("/resumelb", "{\"classifier\":\"etc/paths.xml\"}");
            await("it is another", () -> !fingerprint(balancer).equals(before));
            zookeeper.put("/resumelb", "{}");
            await("it is the former", () -> fingerprint(balancer).equals(before));
        }
    }

    private static String fingerprint(FoundBalancer balancer) {
        return balancer.balancer().classifier().loaded().fingerprint();
    }

    @Test
    void balancersAreListedWithTheirAdminPagesAndListedAgainAfterTheirSessionExpired() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer()) {
            String path;
            try (FoundBalancer balancer = new FoundBalancer(base, zookeeper)) {
                path = "/resumelb/providers/" + balancer.name();
                await("it is listed", () -> zookeeper.has(path));
                Map<String, Object> node =
                        NodeJson.parse(zookeeper.client().getData().forPath(path));
                assertEquals(ProcessHandle.current().pid(), node.get("pid"));
                assertTrue(String.valueOf(node.get("admin")).startsWith("http://127.0.0.1:"), node.toString());
                zookeeper.delete(path);
                await("it is listed again", () -> zookeeper.has(path));
            }
            assertTrue(!zookeeper.has(path), "it is not listed any more");
        }
    }
}
