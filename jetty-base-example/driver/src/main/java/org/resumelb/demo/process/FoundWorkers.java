package org.resumelb.demo.process;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.resumelb.zookeeper.NodeJson;
import org.resumelb.zookeeper.TreePaths;
import org.resumelb.zookeeper.ZooKeeperAccess;

/**
 * Workers listen on any free port, register in ZooKeeper and are found there. The first load balancer runs ZooKeeper.
 *
 * @param port ZooKeeper's
 */
record FoundWorkers(int port) implements Meeting {
    private static final TreePaths PATHS = new TreePaths(TreePaths.DEFAULT_ROOT);

    @Override
    public int workerPort(int worker) {
        return 0;
    }

    @Override
    public void prepareWorker(JettyBase base, ClusterSettings settings) throws IOException {
        // All servers end at once, so nobody has to notice before.
        base.lay(settings.installation().overlay())
                .with(
                        "start.d/resumelb-worker.ini",
                        String.join(
                                "\n",
                                "--module=resumelb-worker",
                                "resumelb.zookeeper.connect=" + connect(),
                                "resumelb.worker.stopGrace=0",
                                ""));
    }

    @Override
    public List<String> balancerLines(int balancer, ClusterSettings settings) {
        List<String> lines = new ArrayList<>();
        lines.add("resumelb.zookeeper.connect=" + connect());
        lines.add("resumelb.zookeeper.membershipFile=membership-" + settings.run() + ".json");
        if (balancer == 1) {
            lines.add("--module=resumelb-zookeeper");
            lines.add("resumelb.zookeeper.server.port=" + port);
            // Of its own for each run: what the first one leaves must not be found by the second.
            lines.add("resumelb.zookeeper.server.dataDir=zookeeper-" + settings.run());
        }
        return lines;
    }

    private String connect() {
        return "127.0.0.1:" + port;
    }

    /** By the process ids in the workers' nodes. */
    @Override
    public List<Worker> find(List<ServerProcess> workers) throws InterruptedException {
        Map<Long, URI> found = new HashMap<>();
        ZooKeeperAccess access = new ZooKeeperAccess(connect(), ZooKeeperAccess.DEFAULT_SESSION_TIMEOUT_MILLIS, null);
        try (CuratorFramework client = access.client()) {
            client.start();
            for (ServerProcess worker : workers) {
                worker.await(() -> {
                    if (!found.containsKey(worker.pid())) {
                        look(client, found);
                    }
                    return found.containsKey(worker.pid());
                });
            }
        }
        return workers.stream()
                .map(worker -> new Worker(worker, Objects.requireNonNull(found.get(worker.pid()))))
                .toList();
    }

    private static void look(CuratorFramework client, Map<Long, URI> found) throws InterruptedException {
        try {
            for (String name : client.getChildren().forPath(PATHS.workers())) {
                byte[] node = client.getData().forPath(PATHS.workers() + "/" + name);
                if (NodeJson.parse(node).get("pid") instanceof Long pid) {
                    found.put(pid, URI.create("http://" + name));
                }
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (KeeperException e) {
            // Not there yet, or nobody has registered; asked again.
        } catch (Exception e) {
            throw new DemoException("ZooKeeper cannot be read: " + e.getMessage(), e);
        }
    }
}
