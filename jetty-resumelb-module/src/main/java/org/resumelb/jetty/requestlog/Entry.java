package org.resumelb.jetty.requestlog;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.request.RequestAttributes;
import org.resumelb.jetty.request.RequestId;

/** One request that has ended, as a log line shows it. A view, valid only while the line is built. */
final class Entry {
    private final Request request;
    private final Response response;
    private final long nowNanos;

    Entry(Request request, Response response, long nowNanos) {
        this.request = request;
        this.response = response;
        this.nowNanos = nowNanos;
    }

    long epochMillis() {
        return Request.getTimeStamp(request);
    }

    /** The client's address; behind trusted proxies, the one that they report. */
    String client() {
        return Objects.requireNonNullElse(text(RequestAttributes.CLIENT), Request.getRemoteAddr(request));
    }

    /** The host that the client requested, with its port if given. */
    @Nullable
    String host() {
        String host = request.getHeaders().get(HttpHeader.HOST);
        HttpURI uri = request.getHttpURI();
        return host != null ? host : uri == null ? null : uri.getAuthority();
    }

    String method() {
        return request.getMethod();
    }

    /** Path and query as the client sent them. */
    String target() {
        HttpURI uri = request.getHttpURI();
        String target = uri == null ? null : uri.getPathQuery();
        return target == null ? "-" : target;
    }

    String protocol() {
        return request.getConnectionMetaData().getHttpVersion().asString();
    }

    /** The status; 0 if the client left before there was one. */
    int status() {
        return response.getStatus();
    }

    /** The size of the response's body. */
    long bytes() {
        return Response.getContentBytesWritten(response);
    }

    long totalMillis() {
        return TimeUnit.NANOSECONDS.toMillis(nowNanos - request.getBeginNanoTime());
    }

    @Nullable
    String header(HttpHeader name) {
        HttpFields headers = request.getHeaders();
        return headers.get(name);
    }

    @Nullable
    String traceparent() {
        return request.getHeaders().get("traceparent");
    }

    String requestId() {
        return RequestId.of(request);
    }

    /** An attribute set by the load balancer; null if the request did not get that far. */
    @Nullable
    String text(String attribute) {
        Object value = request.getAttribute(attribute);
        return value == null ? null : value.toString();
    }

    /** The same for a numeric attribute. */
    @Nullable
    Number number(String attribute) {
        return request.getAttribute(attribute) instanceof Number number ? number : null;
    }
}
