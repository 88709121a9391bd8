package org.resumelb.tools.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;
import org.resumelb.zookeeper.TreePaths;
import org.resumelb.zookeeper.ZooKeeperAccess;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of all commands that speak to ZooKeeper. */
final class TreeOptions {
    private static final int SESSION_TIMEOUT_MILLIS = 10_000;
    private static final int CONNECT_SECONDS = 10;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli, like all below
    private CommandSpec spec;

    @Option(
            names = "--connect",
            paramLabel = "HOST:PORT,...",
            defaultValue = "127.0.0.1:2181",
            description = "ZooKeeper servers (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private String connect;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            defaultValue = TreePaths.DEFAULT_ROOT,
            description = "node of the pool (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private String path;

    @Option(
            names = "--credentials-file",
            paramLabel = "FILE",
            description = "file with scheme:credentials, such as digest:user:password")
    private @Nullable Path credentialsFile;

    TreePaths paths() {
        try {
            return new TreePaths(path);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--path: " + e.getMessage(), e);
        }
    }

    /** A client that is connected. */
    CuratorFramework client() throws IOException, InterruptedException {
        CuratorFramework client = access().client();
        client.start();
        if (!client.blockUntilConnected(CONNECT_SECONDS, TimeUnit.SECONDS)) {
            client.close();
            throw new IOException("ZooKeeper " + connect + " does not answer within " + CONNECT_SECONDS + " s");
        }
        return client;
    }

    private ZooKeeperAccess access() throws IOException {
        String credentials = credentialsFile == null
                ? null
                : Files.readString(credentialsFile).strip();
        try {
            return new ZooKeeperAccess(connect, SESSION_TIMEOUT_MILLIS, credentials);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--connect: " + e.getMessage(), e);
        }
    }
}
