package org.resumelb.classifier;

import org.jspecify.annotations.Nullable;

/**
 * What a classifier may look at: the request line, headers and sender of one request, read-only.
 *
 * <p>A view is valid only during the call it is passed to, and is used by one thread.
 */
public interface RequestView {
    /** The method as sent, for example {@code GET}. */
    String method();

    /** The host asked for, with the port when one was given; {@code null} when the request names none. */
    @Nullable
    String host();

    /** The raw path, percent-encoded as sent, without the query. */
    String path();

    /** The path below the load balancer's context, percent-decoded. */
    String pathInfo();

    /** The raw query without the question mark; {@code null} when there is none. */
    @Nullable
    String query();

    /** The first value of a header, whose name is matched without regard to case. */
    @Nullable
    String header(String name);

    /** The value of the first cookie of this name. */
    @Nullable
    String cookie(String name);

    /** The address of the peer that sent the request. */
    String remoteAddress();
}
