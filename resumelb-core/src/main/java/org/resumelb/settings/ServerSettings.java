package org.resumelb.settings;

import java.util.List;

/** Settings of the load balancer as a server: its workers, paths, files and admin pages. */
public final class ServerSettings {
    private static final SettingGroup GROUP = new SettingGroup();

    private static final String SECRET_FILE = "a readable text file with one secret of printable ASCII in it";

    /** Segments that need no encoding and have no special meaning. */
    private static final String PATH = "(/(?!\\.\\.?(/|$))[A-Za-z0-9._~-]+)+";

    /** A dotted quad, a name that is not all digits, or an IPv6 address. */
    private static final String HOST = "(\\d{1,3}\\.){3}\\d{1,3}|[A-Za-z0-9._-]*[A-Za-z][A-Za-z0-9._-]*"
            + "|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?]?";

    private static final String NAME = "([A-Za-z0-9._-]+|[0-9A-Fa-f:.]+)";

    public static final Setting<String> WORKERS = GROUP.atStart(
            "workers",
            Kind.text("`http(s)://host:port[/context][;version=V][;protocol=P]` or `dns+http(s)://name:port...`,"
                    + " comma-separated; each host:port once"),
            "",
            "The workers. Requests are sent with the protocol P: `http/1.1` (default), `h2c` over http or `h2` over"
                    + " https; see [proxying](proxying.md). Of `dns+...` each address of the name is a worker; see"
                    + " [below](configuration.md#workers-that-come-and-go).");

    public static final Setting<String> WORKERS_FILE = GROUP.atStart(
            "workersFile",
            Kind.file("a readable text file in UTF-8 with one worker a line, as in `resumelb.workers`"),
            "",
            "File that lists further workers. It is watched: a change is in force within two seconds. See"
                    + " [below](configuration.md#workers-that-come-and-go).");

    public static final Setting<Integer> DNS_INTERVAL = GROUP.atStart(
            "dnsInterval",
            Kind.millis(100, 3_600_000),
            "5000",
            "Pause between two look-ups of a name in `resumelb.workers`, in milliseconds.");

    public static final Setting<String> CLASSIFIER = GROUP.live(
            "classifier",
            Kind.file("a Jetty XML file that builds a `RequestClassifier`"),
            "etc/resumelb-classifier.xml",
            "File that builds the classifier, which can be reloaded while serving; see"
                    + " [below](configuration.md#the-classifier).");

    public static final Setting<String> CONTEXT_PATH = GROUP.atStart(
            "contextPath",
            Kind.matching("/|" + PATH, "/ or a path like /context, of letters, digits and ._~-"),
            "/",
            "Context path of the load balancer; workers see what is below it.");

    public static final Setting<String> MANAGEMENT_PATH = GROUP.atStart(
            "managementPath",
            Kind.matching(PATH, "a path like /.resumelb, of letters, digits and ._~-"),
            "/.resumelb",
            "The workers' management path. Clients that ask for it get 404.");

    public static final Setting<String> TOKEN_FILE = GROUP.atStart(
            "tokenFile", Kind.file(SECRET_FILE), "", "File with the secret shown to workers on the management path.");

    public static final Setting<Integer> STOP_DELAY = GROUP.atStart(
            "stopDelay",
            Kind.millis(0, 3_600_000),
            "0",
            "When the server is to stop, how long it serves on while `/health/ready` already answers 503, in"
                    + " milliseconds; for balancers in front of it.");

    public static final Setting<String> DRAINED_FILE = GROUP.atStart(
            "drainedFile",
            Kind.file("a path of a file"),
            "resumelb-drained.txt",
            "File that keeps the names of workers that are drained, so that they are drained still when the load balancer"
                    + " has been restarted.");

    public static final Setting<Boolean> CHECK = GROUP.atStart(
            "check",
            Kind.truth(),
            "false",
            "Whether to read and check everything, print what would be in force, and end without serving: with exit"
                    + " code 0, or 1 and a line that says what is wrong.");

    public static final Setting<String> ADMIN_HOST = GROUP.atStart(
            "admin.host",
            Kind.matching(HOST, "a known host name or an IP address"),
            "127.0.0.1",
            "Address of the admin connector. Elsewhere than on loopback it needs `resumelb.admin.tokenFile`, or"
                    + " `resumelb.admin.readOnly`; see [below](configuration.md#who-may-call-the-admin-connector).");

    public static final Setting<Integer> ADMIN_PORT = GROUP.atStart(
            "admin.port",
            Kind.whole(-1, 65_535),
            "8090",
            "Port of the admin connector; 0 for any free one, -1 for none.");

    public static final Setting<String> ADMIN_TOKEN_FILE = GROUP.atStart(
            "admin.tokenFile",
            Kind.file(SECRET_FILE),
            "",
            "File with the secret of those who change something on the admin connector, and who see something, health"
                    + " and metrics apart, when it is bound elsewhere than to loopback.");

    public static final Setting<Boolean> ADMIN_READ_ONLY = GROUP.atStart(
            "admin.readOnly", Kind.truth(), "false", "Whether nothing can be changed on the admin connector.");

    public static final Setting<String> ADMIN_HOSTS = GROUP.atStart(
            "admin.hosts",
            Kind.matching(
                    NAME + "(\\s*,\\s*" + NAME + ")*", "host names or IP addresses without ports, comma-separated"),
            "",
            "Further names by which browsers may call the admin connector; its own address, `localhost` and loopback"
                    + " addresses are known.");

    private ServerSettings() {}

    static List<Setting<?>> all() {
        return GROUP.all();
    }
}
