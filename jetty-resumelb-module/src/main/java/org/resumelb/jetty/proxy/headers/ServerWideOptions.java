package org.resumelb.jetty.proxy.headers;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;

/**
 * {@code OPTIONS *}, which asks about a server and not about a path. No servlet can be mapped to that, so it goes through
 * the context as a request for {@code /}, which is also the path that classifiers see, and to the worker as it came.
 */
public final class ServerWideOptions {
    /** The target as it goes to any worker, whatever its context. */
    static final String TARGET = "*";

    private static final String ATTRIBUTE = ServerWideOptions.class.getName();

    private ServerWideOptions() {}

    /** The request as the context can handle it; any other is left alone. */
    public static Request atRoot(Request request) {
        HttpURI uri = request.getHttpURI();
        if (!HttpMethod.OPTIONS.is(request.getMethod()) || !TARGET.equals(uri.getPathQuery())) {
            return request;
        }
        request.setAttribute(ATTRIBUTE, TARGET);
        return Request.serveAs(request, HttpURI.build(uri).pathQuery("/").asImmutable());
    }

    public static boolean is(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }
}
