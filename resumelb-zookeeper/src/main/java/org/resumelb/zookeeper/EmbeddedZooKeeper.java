package org.resumelb.zookeeper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;
import org.resumelb.settings.SettingValues;
import org.resumelb.settings.ZooKeeperSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ZooKeeper server inside this JVM, for trying things out and for small sites. It is a single server, so the tree
 * cannot be read while it is down; load balancers and workers continue without it. Its data are kept in a folder.
 */
public final class EmbeddedZooKeeper extends AbstractLifeCycle {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedZooKeeper.class);
    private static final long START_MILLIS = 20_000;

    private final String host;
    private final int port;
    private final Path folder;
    private @Nullable ZooKeeperServerEmbedded server;

    /**
     * Creates a server that is not started.
     *
     * @param port 0 for any free one
     * @param folder folder for its data; created if absent
     */
    public EmbeddedZooKeeper(String host, int port, Path folder) {
        this.host = host;
        this.port = port;
        this.folder = folder;
    }

    /**
     * Entry point for {@code etc/resumelb-zookeeper.xml}.
     *
     * @throws IllegalArgumentException naming the property, its value and the expected form
     */
    public static EmbeddedZooKeeper of(Map<String, String> properties, String jettyBase) {
        SettingValues values = SettingValues.of(properties, Path.of(jettyBase));
        return new EmbeddedZooKeeper(
                values.get(ZooKeeperSettings.SERVER_HOST),
                values.get(ZooKeeperSettings.SERVER_PORT),
                values.path(ZooKeeperSettings.SERVER_DATA_DIR));
    }

    @Override
    protected void doStart() throws Exception {
        ClientLogs.quietenServer();
        Path data = Files.createDirectories(folder.toAbsolutePath());
        Properties properties = new Properties();
        properties.setProperty("clientPortAddress", host);
        properties.setProperty("clientPort", Integer.toString(port));
        properties.setProperty("dataDir", data.resolve("data").toString());
        properties.setProperty("tickTime", "1000");
        properties.setProperty("maxClientCnxns", "0");
        properties.setProperty("admin.enableServer", "false");
        properties.setProperty("autopurge.purgeInterval", "24");
        ZooKeeperServerEmbedded starting = started(data, properties);
        server = starting;
        LOG.info("ZooKeeper listens on {}, with its data in {}", starting.getConnectionString(), data);
    }

    private static ZooKeeperServerEmbedded started(Path data, Properties properties) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader callers = thread.getContextClassLoader();
        // ZooKeeper looks for its own classes here; Jetty's start has a loader that does not see them.
        thread.setContextClassLoader(EmbeddedZooKeeper.class.getClassLoader());
        try {
            ZooKeeperServerEmbedded starting = ZooKeeperServerEmbedded.builder()
                    .baseDir(data)
                    .configuration(properties)
                    .exitHandler(ExitHandler.LOG_ONLY)
                    .build();
            starting.start(START_MILLIS);
            return starting;
        } finally {
            thread.setContextClassLoader(callers);
        }
    }

    /** Where it listens, as {@code host:port}; to be called after the start. */
    public String connectString() throws Exception {
        ZooKeeperServerEmbedded running = server;
        if (running == null) {
            throw new IllegalStateException("the server is not started");
        }
        return running.getConnectionString();
    }

    @Override
    protected void doStop() {
        ZooKeeperServerEmbedded running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }
}
