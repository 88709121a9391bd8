package org.resumelb.settings;

import java.util.List;

/** Settings of a server that is a worker. */
public final class WorkerSettings {
    private static final SettingGroup GROUP = new SettingGroup();

    public static final Setting<String> HOST = GROUP.atStart(
            "worker.host",
            Kind.matching("[A-Za-z0-9._-]+|\\[?[0-9A-Fa-f:.]+]?", "a host name or an IP address"),
            "",
            "Host to register; when empty, what the connector is bound to, or else the address from which this machine"
                    + " speaks to ZooKeeper.");

    public static final Setting<Integer> PORT = GROUP.atStart(
            "worker.port",
            Kind.whole(0, 65_535),
            "0",
            "Port to register; 0 for the connector's real port, also where that was chosen by the system.");

    public static final Setting<String> VERSION = GROUP.atStart(
            "worker.version",
            Kind.text("text"),
            "",
            "Version of the application, for load balancers in single-version mode.");

    public static final Setting<String> DESCRIPTION =
            GROUP.atStart("worker.description", Kind.text("text"), "", "What people should know of this worker.");

    public static final Setting<String> CONTEXT = GROUP.atStart(
            "worker.context",
            Kind.matching("/|(/[A-Za-z0-9._~-]+)+", "/ or a path like /context"),
            "/",
            "Context path of the application.");

    public static final Setting<String> PROTOCOL = GROUP.atStart(
            "worker.protocol",
            Kind.matching("http/1\\.1|h2c|h2", "http/1.1, h2c or h2"),
            "http/1.1",
            "How load balancers send requests: `http/1.1`, `h2c` (needs the module `http2c`) or `h2` (needs `https` and"
                    + " `http2`).");

    public static final Setting<Integer> STOP_GRACE = GROUP.atStart(
            "worker.stopGrace",
            Kind.millis(0, 600_000),
            "1000",
            "Milliseconds without a request after which load balancers are taken to have noticed that the worker stops;"
                    + " it waits for that at most ten times as long. 0 waits for nothing.");

    public static final Setting<Boolean> INSTALL_FILTER = GROUP.atStart(
            "worker.installFilter",
            Kind.truth(),
            "false",
            "Whether to put the résumé filter in front of each ee10 webapp.");

    public static final Setting<String> TOKEN_FILE = GROUP.atStart(
            "worker.tokenFile",
            Kind.file("a path of a file"),
            "",
            "File with the secret that the installed filter asks load balancers for.");

    public static final Setting<String> MANAGEMENT_PATH = GROUP.atStart(
            "worker.managementPath",
            Kind.text("a path like /.resumelb"),
            "/.resumelb",
            "Management path of the installed filter.");

    private WorkerSettings() {}

    static List<Setting<?>> all() {
        return GROUP.all();
    }
}
