package org.resumelb.jetty.request;

/** Names of request attributes that any request log of the server can show. */
public final class RequestAttributes {
    /** The client's address, as text; behind trusted proxies, the one that they report. */
    public static final String CLIENT = "org.resumelb.client";

    /** The request class, as text. */
    public static final String CLASS = "org.resumelb.class";

    /** The worker to which it was last sent, {@code host:port}. */
    public static final String WORKER = "org.resumelb.worker";

    /** How that worker was chosen, a word. */
    public static final String DECISION = "org.resumelb.decision";

    /** How long the request waited for a worker, a {@link Long}. */
    public static final String WAIT_MILLIS = "org.resumelb.waitMillis";

    /** Time from sending it to that worker until the response had arrived or the attempt had failed, a {@link Long}. */
    public static final String WORKER_MILLIS = "org.resumelb.workerMillis";

    /** The number of times it was sent to a worker, an {@link Integer}. */
    public static final String ATTEMPTS = "org.resumelb.attempts";

    /** The request's id, as in {@code X-Request-Id}. */
    public static final String REQUEST_ID = "org.resumelb.requestId";

    private RequestAttributes() {}
}
