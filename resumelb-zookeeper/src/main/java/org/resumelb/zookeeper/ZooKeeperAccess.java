package org.resumelb.zookeeper;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.retry.ExponentialBackoffRetry;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;
import org.resumelb.settings.SettingValues;
import org.resumelb.settings.ZooKeeperSettings;

/**
 * How to reach ZooKeeper. Immutable. Logging in as a SASL user is configured in the JVM's own login configuration.
 *
 * @param connect servers as {@code host:port,...}
 * @param sessionTimeoutMillis after this time without hearing from a process, ZooKeeper drops its nodes
 * @param credentials {@code scheme:credentials}, such as {@code digest:user:password}, added to the session; nodes
 *     created with them can be read by all but written only with the same credentials. {@code null} for none: then
 *     everybody who can reach ZooKeeper can change them
 */
public record ZooKeeperAccess(
        String connect, int sessionTimeoutMillis, @Nullable String credentials) {
    /** The session timeout unless set otherwise. */
    public static final int DEFAULT_SESSION_TIMEOUT_MILLIS = ZooKeeperSettings.SESSION_TIMEOUT.defaultValue();

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int FIRST_PAUSE_MILLIS = 100;
    private static final int RETRIES = 4;
    private static final long IDLE_MILLIS = 50;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and the expected form, without revealing credentials
     */
    public ZooKeeperAccess {
        boolean usable;
        try {
            // A chroot is refused: the root of the tree says where things are.
            usable = new ConnectStringParser(connect).getChrootPath() == null && !connect.isBlank();
        } catch (IllegalArgumentException e) {
            usable = false;
        }
        if (!usable) {
            throw new IllegalArgumentException(connect + " (expected: host:port,...)");
        }
        if (credentials != null && !credentials.matches("[A-Za-z][A-Za-z0-9+.-]*:.+")) {
            throw new IllegalArgumentException(
                    "credentials not shown (expected: scheme:credentials, such as digest:user:password)");
        }
    }

    /**
     * Reads it from properties; {@code null} if they name no server.
     *
     * @throws IllegalArgumentException naming the property, its value and the expected form
     */
    public static @Nullable ZooKeeperAccess of(SettingValues values) {
        String connect = values.get(ZooKeeperSettings.CONNECT);
        int sessionTimeoutMillis = values.get(ZooKeeperSettings.SESSION_TIMEOUT);
        String credentials = values.secret(ZooKeeperSettings.CREDENTIALS_FILE);
        if (connect.isEmpty()) {
            return null;
        }
        // First without credentials, so that each error names its own property.
        var unused = values.checked(
                ZooKeeperSettings.CONNECT, () -> new ZooKeeperAccess(connect, sessionTimeoutMillis, null));
        return values.checked(
                ZooKeeperSettings.CREDENTIALS_FILE,
                () -> new ZooKeeperAccess(connect, sessionTimeoutMillis, credentials));
    }

    /** Creates a client that is not started. Starting it does not wait for ZooKeeper; it connects when it can. */
    public CuratorFramework client() {
        CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
                .connectString(connect)
                .sessionTimeoutMs(sessionTimeoutMillis)
                .connectionTimeoutMs(Math.min(CONNECT_TIMEOUT_MILLIS, sessionTimeoutMillis))
                .retryPolicy(new ExponentialBackoffRetry(FIRST_PAUSE_MILLIS, RETRIES))
                // Curator's own default is this machine's address.
                .defaultData(new byte[0])
                .runSafeService(notifications())
                .dontUseContainerParents();
        if (credentials != null) {
            int colon = credentials.indexOf(':');
            byte[] secret = credentials.substring(colon + 1).getBytes(StandardCharsets.UTF_8);
            builder.authorization(credentials.substring(0, colon), secret).aclProvider(new Own());
        }
        return builder.build();
    }

    /** Curator's own executor for this is never shut down: in a webapp its thread would outlive it. */
    private static Executor notifications() {
        return new ThreadPoolExecutor(0, 1, IDLE_MILLIS, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "resumelb-zookeeper-notifications");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The first server's host name or address. */
    public String firstHost() {
        return new ConnectStringParser(connect).getServerAddresses().get(0).getHostString();
    }

    /** Leaves out the credentials, which must not be logged. */
    @Override
    public String toString() {
        return connect;
    }

    /** All permissions for holders of the credentials, read permission for everybody. */
    private static final class Own implements ACLProvider {
        // Not List.of: ZooKeeper asks lists whether they contain null.
        private static final List<ACL> ACLS =
                Arrays.asList(ZooDefs.Ids.CREATOR_ALL_ACL.get(0), ZooDefs.Ids.READ_ACL_UNSAFE.get(0));

        @Override
        public List<ACL> getDefaultAcl() {
            return ACLS;
        }

        @Override
        public List<ACL> getAclForPath(String path) {
            return ACLS;
        }
    }
}
