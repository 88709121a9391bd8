package org.resumelb.tools.operate;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.console.AtLeastOne;
import org.resumelb.tools.console.BaseProperties;
import org.resumelb.tools.console.ServerUri;
import org.resumelb.tools.zookeeper.TreeOptions;
import org.resumelb.zookeeper.NodeJson;
import org.resumelb.zookeeper.TreePaths;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which load balancers a command is meant for, and the secret it shows them. */
final class BalancerOptions {
    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final String DEFAULT_PORT = "8090";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli, like all below
    private CommandSpec spec;

    @Option(
            names = "--admin",
            paramLabel = "URL",
            description =
                    "admin connector of a load balancer, such as http://127.0.0.1:8090; may be given several times"
                            + " (default: of all that ZooKeeper knows, else of the base, else http://127.0.0.1:8090)",
            converter = ServerUri.class)
    private @Nullable List<URI> admins;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "file with the secret of the admin connector (default: resumelb.admin.tokenFile of the base)")
    private @Nullable Path tokenFile;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "how long to wait for an answer (default: ${DEFAULT-VALUE})",
            converter = AtLeastOne.class)
    private int timeout;

    private final BaseProperties base = BaseProperties.here();

    Duration timeout() {
        return Duration.ofSeconds(timeout);
    }

    AdminClient client() {
        return new AdminClient(timeout(), token(spec, tokenFile == null ? base.file("admin.tokenFile") : tokenFile));
    }

    /** The secret in a file; null without a file. */
    static @Nullable String token(CommandSpec spec, @Nullable Path file) {
        if (file == null) {
            return null;
        }
        try {
            String token = Files.readString(file).strip();
            if (!token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                return token;
            }
        } catch (IOException e) {
            // Told below, like a file without a secret.
        }
        throw new ParameterException(
                spec.commandLine(),
                "--token-file: " + file + " (expected: a file that can be read, with one word of ASCII)");
    }

    /** The load balancers, at least one. */
    List<URI> balancers(TreeOptions tree) throws Exception {
        if (admins != null) {
            return List.copyOf(admins);
        }
        return tree.isNamed() ? registered(tree) : List.of(ofBase());
    }

    private URI ofBase() {
        String host = base.value("admin.host", DEFAULT_HOST);
        String reachable = host.equals("0.0.0.0") || host.equals("::") ? DEFAULT_HOST : host;
        String bracketed =
                reachable.indexOf(':') >= 0 && !reachable.startsWith("[") ? "[" + reachable + "]" : reachable;
        try {
            return new ServerUri().convert("http://" + bracketed + ":" + base.value("admin.port", DEFAULT_PORT));
        } catch (picocli.CommandLine.TypeConversionException e) {
            throw new ParameterException(
                    spec.commandLine(), "resumelb.admin.host and .port of the base: " + e.getMessage(), e);
        }
    }

    private List<URI> registered(TreeOptions tree) throws Exception {
        TreePaths paths = tree.paths();
        List<URI> found = new ArrayList<>();
        try (CuratorFramework client = tree.client()) {
            for (String child : new TreeSet<>(client.getChildren().forPath(paths.balancers()))) {
                URI admin = admin(client, paths.balancers() + "/" + child);
                if (admin == null) {
                    spec.commandLine()
                            .getErr()
                            .println(spec.qualifiedName() + ": " + child
                                    + " is registered without an admin connector, and left out");
                } else {
                    found.add(admin);
                }
            }
        } catch (KeeperException.NoNodeException e) {
            // Told below, like a folder without nodes.
        }
        if (found.isEmpty()) {
            throw new IOException(
                    "no load balancer with an admin connector is registered in ZooKeeper below " + paths.balancers());
        }
        return found;
    }

    private static @Nullable URI admin(CuratorFramework client, String path) throws Exception {
        try {
            Object admin = NodeJson.parse(client.getData().forPath(path)).get("admin");
            return admin == null ? null : new ServerUri().convert(admin.toString());
        } catch (KeeperException.NoNodeException | IllegalArgumentException e) {
            return null;
        } catch (picocli.CommandLine.TypeConversionException e) {
            return null;
        }
    }
}
