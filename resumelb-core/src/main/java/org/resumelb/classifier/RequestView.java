package org.resumelb.classifier;

import org.jspecify.annotations.Nullable;

/**
 * What a classifier may look at: the request line, headers and sender of one request, read-only.
 *
 * <p>A view is valid only during the call to which it is passed, and only on that thread.
 */
public interface RequestView {
    /** The method as sent, for example {@code GET}. */
    String method();

    /** The requested host, with the port if one was given; {@code null} if the request names none. */
    @Nullable
    String host();

    /** The raw path, percent-encoded as sent, without the query. */
    String path();

    /** The path below the load balancer's context, percent-decoded. */
    String pathInfo();

    /** The raw query without the question mark; {@code null} if there is none. */
    @Nullable
    String query();

    /** The first value of a header; the name is case-insensitive. */
    @Nullable
    String header(String name);

    /** The value of the first cookie with this name. */
    @Nullable
    String cookie(String name);

    /** The address of the peer that sent the request. */
    String remoteAddress();
}
