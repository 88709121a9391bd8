package org.resumelb.settings;

import java.util.List;
import org.resumelb.pool.EjectionSettings;

/** Settings of requests in transit: waiting, connections to workers and from clients, retries, failing workers. */
public final class TrafficSettings {
    private static final SettingGroup GROUP = new SettingGroup();
    private static final EjectionSettings EJECTION = EjectionSettings.DEFAULTS;
    private static final int DAY_MILLIS = 86_400_000;
    private static final int HOUR_MILLIS = 3_600_000;

    public static final Setting<Integer> MAX_WAITING = GROUP.atStart(
            "maxWaiting",
            Kind.whole(0, 10_000_000).in("requests"),
            "1024",
            "Requests that may wait for a worker, holding no thread. When one more comes, the newest of the class that"
                    + " fills the room most gets 503 with `Retry-After`.");

    public static final Setting<Integer> WAIT_TIMEOUT = GROUP.atStart(
            "waitTimeout",
            Kind.millis(0, DAY_MILLIS),
            "30000",
            "How long a request may wait, in milliseconds; then 503 with `Retry-After`.");

    public static final Setting<Integer> MAX_CONNECTIONS_PER_WORKER = GROUP.atStart(
            "maxConnectionsPerWorker",
            Kind.whole(1, 65_535).in("connections"),
            "1024",
            "Requests, and so connections, that each worker gets at a time; more go to another worker, or wait. The"
                    + " policy `resume` usually sends a worker fewer. WebSocket connections do not count.");

    public static final Setting<Integer> CONNECT_TIMEOUT = GROUP.atStart(
            "connectTimeout", Kind.millis(1, HOUR_MILLIS), "2000", "Time to connect to a worker, in milliseconds.");

    public static final Setting<Integer> IDLE_TIMEOUT = GROUP.atStart(
            "idleTimeout",
            Kind.millis(1, DAY_MILLIS),
            "60000",
            "Time without a byte to or from a worker, in milliseconds. Nothing is cut while bytes flow.");

    public static final Setting<Integer> TUNNEL_IDLE_TIMEOUT = GROUP.atStart(
            "tunnelIdleTimeout",
            Kind.millis(1, DAY_MILLIS),
            "300000",
            "The same for WebSocket connections, in milliseconds.");

    public static final Setting<String> TRUST_STORE = GROUP.atStart(
            "tls.trustStore",
            Kind.file("a readable truststore to which its password fits"),
            "",
            "File with the certificates of workers, or of who signed them, to trust over https; those that Java trusts"
                    + " when empty. Read again when it is replaced.");

    public static final Setting<String> TRUST_STORE_TYPE = GROUP.atStart(
            "tls.trustStoreType",
            Kind.text("a type of key store that Java knows, such as PKCS12 or JKS"),
            "PKCS12",
            "Type of the file with certificates to trust.");

    public static final Setting<String> TRUST_STORE_PASSWORD = GROUP.atStart(
            "tls.trustStorePassword",
            Kind.secret("text"),
            "",
            "Password of the file with certificates to trust. A file keeps it out of lists of processes.");

    public static final Setting<String> TRUST_STORE_PASSWORD_FILE = GROUP.atStart(
            "tls.trustStorePasswordFile",
            Kind.file("a readable text file with one secret of printable ASCII in it"),
            "",
            "File with that password.");

    public static final Setting<String> KEY_STORE = GROUP.atStart(
            "tls.keyStore",
            Kind.file("a readable key store to which its password fits"),
            "",
            "File with a key and its certificate, for workers that ask for one over https; none is shown when empty. Read"
                    + " again when it is replaced.");

    public static final Setting<String> KEY_STORE_TYPE = GROUP.atStart(
            "tls.keyStoreType",
            Kind.text("a type of key store that Java knows, such as PKCS12 or JKS"),
            "PKCS12",
            "Type of the file with the key.");

    public static final Setting<String> KEY_STORE_PASSWORD = GROUP.atStart(
            "tls.keyStorePassword",
            Kind.secret("text"),
            "",
            "Password of the file with the key, and of the key. A file keeps it out of lists of processes.");

    public static final Setting<String> KEY_STORE_PASSWORD_FILE = GROUP.atStart(
            "tls.keyStorePasswordFile",
            Kind.file("a readable text file with one secret of printable ASCII in it"),
            "",
            "File with that password.");

    public static final Setting<Boolean> VERIFY_HOST = GROUP.atStart(
            "tls.verifyHost",
            Kind.truth(),
            "true",
            "Whether a worker's certificate must be for the host that `resumelb.workers` names.");

    public static final Setting<Integer> MAX_RETRIES = GROUP.atStart(
            "maxRetries",
            Kind.whole(0, 100),
            "2",
            "How often a request whose worker was lost before it answered is tried elsewhere: a GET or HEAD, and any"
                    + " other that was not sent yet. Not after `idleTimeout`. With 0, nothing that was sent is sent"
                    + " twice.");

    public static final Setting<Double> RETRY_BUDGET = GROUP.atStart(
            "retryBudget",
            Kind.number(0, 1),
            "0.2",
            "Share of all requests that may be retries, so that an outage is not amplified.");

    public static final Setting<Integer> EJECTION_FAILURES = GROUP.atStart(
            "ejection.failures",
            Kind.whole(0, 1_000_000).in("requests"),
            Integer.toString(EJECTION.failures()),
            "A worker that fails so many requests in a row (lost, timed out, 502, 503, 504), or far more than the"
                    + " others do, is left out for a while; 0 for never. See [health](health.md).");

    public static final Setting<Integer> EJECTION_BASE_TIME = GROUP.atStart(
            "ejection.baseTime",
            Kind.millis(1, DAY_MILLIS),
            Long.toString(EJECTION.baseMillis()),
            "How long it is left out the first time, in milliseconds; the second time in succession twice as long, and"
                    + " so on.");

    public static final Setting<Integer> EJECTION_MAX_TIME = GROUP.atStart(
            "ejection.maxTime",
            Kind.millis(1, DAY_MILLIS),
            Long.toString(EJECTION.maxMillis()),
            "How long it is left out at most, in milliseconds.");

    public static final Setting<String> DISCONNECT_PAGE = GROUP.atStart(
            "disconnectPage",
            Kind.file("a readable text file in UTF-8"),
            "",
            "File with the HTML body of the 502 page when a worker was lost; built in when empty.");

    public static final Setting<String> ERROR_PAGES = GROUP.atStart(
            "errorPages",
            Kind.file("a folder with pages named like 503.html, 503.json, default.html, default.json"),
            "",
            "Folder with pages of your own for each status that the load balancer answers itself; see"
                    + " [error pages](proxying.md#error-pages). Built in when empty.");

    public static final Setting<String> TRUSTED_PROXIES = GROUP.atStart(
            "trustedProxies",
            Kind.text("addresses and networks, comma-separated: `10.0.0.7, 192.168.0.0/16, fd00::/8`"),
            "",
            "Proxies in front of this load balancer. Their `Forwarded` and `X-Forwarded-*` are kept and added to; those"
                    + " of all others are removed. See [proxying](proxying.md#where-a-request-came-from).");

    public static final Setting<Integer> MAX_CONNECTIONS = GROUP.atStart(
            "maxConnections",
            Kind.whole(0, 10_000_000).in("connections"),
            "20000",
            "Clients that may be connected at a time, over all connectors; 0 for any number. More wait until one has"
                    + " closed.");

    public static final Setting<Integer> HEAD_TIMEOUT = GROUP.atStart(
            "headTimeout",
            Kind.millis(0, HOUR_MILLIS),
            "10000",
            "How long the head of a request may take to arrive over HTTP/1.1, in milliseconds, a TLS handshake"
                    + " included; then the connection is closed. 0 for no limit.");

    public static final Setting<Integer> MIN_UPLOAD_RATE = GROUP.atStart(
            "minUploadRate",
            Kind.whole(0, 1_000_000_000).in("bytes/s"),
            "100",
            "Bytes per second that a request's body must bring on average while the load balancer waits for it, after"
                    + " the first ten seconds of waiting; a slower client gets 408. 0 for no limit. See"
                    + " [proxying](proxying.md#slow-clients).");

    private TrafficSettings() {}

    static List<Setting<?>> all() {
        return GROUP.all();
    }
}
