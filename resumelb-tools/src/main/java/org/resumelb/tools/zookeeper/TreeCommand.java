package org.resumelb.tools.zookeeper;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.resumelb.zookeeper.NodeJson;
import org.resumelb.zookeeper.TreePaths;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code resumelb tree}. */
@Command(
        name = "tree",
        description = "Shows settings, load balancers and workers in ZooKeeper.",
        mixinStandardHelpOptions = true)
public final class TreeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli, like all below
    private CommandSpec spec;

    @Mixin
    private final TreeOptions options = new TreeOptions();

    /** For picocli. */
    public TreeCommand() {}

    @Override
    public Integer call() throws Exception {
        TreePaths paths = options.paths();
        try (CuratorFramework client = options.client()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(paths.root());
            settings(out, client, paths.root(), "  ");
            children(out, client, paths.balancers(), "  ");
            out.println("  /workers");
            settings(out, client, paths.workerSettings(), "    ");
            children(out, client, paths.workers(), "    ");
            out.flush();
        }
        return 0;
    }

    private static void settings(PrintWriter out, CuratorFramework client, String path, String indent)
            throws Exception {
        for (String line : content(client, path)) {
            out.println(indent + line);
        }
    }

    private static void children(PrintWriter out, CuratorFramework client, String folder, String indent)
            throws Exception {
        out.println(indent + "/providers");
        try {
            for (String child : new TreeSet<>(client.getChildren().forPath(folder))) {
                out.println(indent + "  /" + child + "  " + String.join(", ", content(client, folder + "/" + child)));
            }
        } catch (KeeperException.NoNodeException e) {
            // Nobody has registered yet.
        }
    }

    private static List<String> content(CuratorFramework client, String path) throws Exception {
        try {
            Map<String, Object> members = NodeJson.parse(client.getData().forPath(path));
            return members.entrySet().stream()
                    .map(member -> member.getKey() + " = " + member.getValue())
                    .toList();
        } catch (KeeperException.NoNodeException e) {
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of("(" + e.getMessage() + ")");
        }
    }
}
