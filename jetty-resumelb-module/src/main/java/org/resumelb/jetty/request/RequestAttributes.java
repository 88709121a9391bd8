package org.resumelb.jetty.request;

/** Names of the request attributes that any request log of the server may show. */
public final class RequestAttributes {
    /** The client's address, a text: of trusted proxies, what they say. */
    public static final String CLIENT = "org.resumelb.client";

    /** The request class, a text. */
    public static final String CLASS = "org.resumelb.class";

    /** The worker that it was sent to last, {@code host:port}. */
    public static final String WORKER = "org.resumelb.worker";

    /** How that worker was chosen, a word. */
    public static final String DECISION = "org.resumelb.decision";

    /** How long the request waited for a worker, a {@link Long}. */
    public static final String WAIT_MILLIS = "org.resumelb.waitMillis";

    /** From when it was sent to that worker until the answer had arrived, or the attempt had failed, a {@link Long}. */
    public static final String WORKER_MILLIS = "org.resumelb.workerMillis";

    /** How often it was sent to a worker, an {@link Integer}. */
    public static final String ATTEMPTS = "org.resumelb.attempts";

    /** The request's id, as in {@code X-Request-Id}. */
    public static final String REQUEST_ID = "org.resumelb.requestId";

    private RequestAttributes() {}
}
