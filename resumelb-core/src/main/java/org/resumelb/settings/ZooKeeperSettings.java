package org.resumelb.settings;

import java.util.List;

/**
 * Settings of ZooKeeper: those shared by load balancers and workers, those of load balancers, and those of the
 * ZooKeeper server that runs inside Jetty.
 */
public final class ZooKeeperSettings {
    private static final SettingGroup SHARED = new SettingGroup();
    private static final SettingGroup BALANCER = new SettingGroup();
    private static final SettingGroup SERVER = new SettingGroup();

    public static final Setting<String> CONNECT = SHARED.atStart(
            "zookeeper.connect",
            Kind.text("`host:port,...`"),
            "",
            "ZooKeeper servers where workers register and settings are kept, `host:port,...`; none when empty. See"
                    + " [ZooKeeper](zookeeper.md).");

    public static final Setting<String> PATH = SHARED.atStart(
            "zookeeper.path",
            Kind.text("a path of a node like /resumelb"),
            "/resumelb",
            "Node of this pool; load balancers' settings are in it, workers and load balancers below it.");

    public static final Setting<Integer> SESSION_TIMEOUT = SHARED.atStart(
            "zookeeper.sessionTimeout",
            Kind.millis(1_000, 3_600_000),
            "10000",
            "After so many milliseconds without a sign of life, ZooKeeper drops the node of this load balancer or"
                    + " worker.");

    public static final Setting<String> CREDENTIALS_FILE = SHARED.atStart(
            "zookeeper.credentialsFile",
            Kind.file("a readable text file in UTF-8"),
            "",
            "File with `scheme:credentials`, such as `digest:user:password`; nodes made here can then be changed with"
                    + " these only.");

    public static final Setting<String> MEMBERSHIP_FILE = BALANCER.atStart(
            "zookeeper.membershipFile",
            Kind.file("a path of a file"),
            "resumelb-membership.json",
            "File that keeps the workers found last, for a start while ZooKeeper is away.");

    public static final Setting<String> ADDRESS = BALANCER.atStart(
            "zookeeper.address",
            Kind.matching("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):[0-9]{1,5}", "host:port"),
            "",
            "Under which this load balancer is listed; that of its first connector when empty.");

    public static final Setting<String> SERVER_HOST = SERVER.atStart(
            "zookeeper.server.host",
            Kind.text("a host name or an IP address"),
            "127.0.0.1",
            "Address that the ZooKeeper server listens on.");

    public static final Setting<Integer> SERVER_PORT = SERVER.atStart(
            "zookeeper.server.port",
            Kind.whole(0, 65_535),
            "2181",
            "Port that the ZooKeeper server listens on; `resumelb.zookeeper.connect` must name it too.");

    public static final Setting<String> SERVER_DATA_DIR = SERVER.atStart(
            "zookeeper.server.dataDir", Kind.file("a path of a folder"), "resumelb-zookeeper", "Folder with its data.");

    private ZooKeeperSettings() {}

    static List<Setting<?>> shared() {
        return SHARED.all();
    }

    static List<Setting<?>> ofBalancers() {
        return BALANCER.all();
    }

    static List<Setting<?>> ofServers() {
        return SERVER.all();
    }
}
