package org.resumelb.tools.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.console.BaseProperties;
import org.resumelb.zookeeper.ClientLogs;
import org.resumelb.zookeeper.TreePaths;
import org.resumelb.zookeeper.ZooKeeperAccess;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of all commands that use ZooKeeper. */
public final class TreeOptions {
    private static final int SESSION_TIMEOUT_MILLIS = 10_000;
    private static final String DEFAULT_CONNECT = "127.0.0.1:2181";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli, like all below
    private CommandSpec spec;

    @Option(
            names = "--connect",
            paramLabel = "HOST:PORT,...",
            description = "ZooKeeper servers (default: resumelb.zookeeper.connect of the base, or 127.0.0.1:2181)")
    private @Nullable String connect;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "node of the pool (default: resumelb.zookeeper.path of the base, or /resumelb)")
    private @Nullable String path;

    @Option(
            names = "--credentials-file",
            paramLabel = "FILE",
            description = "file with scheme:credentials, such as digest:user:password (default: "
                    + "resumelb.zookeeper.credentialsFile of the base)")
    private @Nullable Path credentialsFile;

    @Option(
            names = "--connect-timeout",
            paramLabel = "SECONDS",
            description = "how long to wait for a connection to ZooKeeper (default: ${DEFAULT-VALUE})")
    private int timeoutSeconds = 10;

    private final BaseProperties base = BaseProperties.here();

    /** For picocli. */
    public TreeOptions() {}

    /** Whether ZooKeeper servers are given, by an option or by the base, rather than assumed. */
    public boolean isNamed() {
        return connect != null || !base.value("zookeeper.connect", "").isEmpty();
    }

    /** The paths of the pool's nodes. */
    public TreePaths paths() {
        try {
            return new TreePaths(path == null ? base.value("zookeeper.path", TreePaths.DEFAULT_ROOT) : path);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--path: " + e.getMessage(), e);
        }
    }

    /**
     * A connected client.
     *
     * @throws IOException if no server responds
     */
    public CuratorFramework client() throws IOException, InterruptedException {
        ClientLogs.silence();
        CuratorFramework client = access().client();
        client.start();
        if (!client.blockUntilConnected(timeoutSeconds, TimeUnit.SECONDS)) {
            client.close();
            throw new IOException("ZooKeeper " + servers() + " does not answer within " + timeoutSeconds + " s");
        }
        return client;
    }

    private String servers() {
        return connect == null ? base.value("zookeeper.connect", DEFAULT_CONNECT) : connect;
    }

    private ZooKeeperAccess access() throws IOException {
        Path file = credentialsFile == null ? base.file("zookeeper.credentialsFile") : credentialsFile;
        String credentials = file == null ? null : Files.readString(file).strip();
        try {
            return new ZooKeeperAccess(servers(), SESSION_TIMEOUT_MILLIS, credentials);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--connect: " + e.getMessage(), e);
        }
    }
}
