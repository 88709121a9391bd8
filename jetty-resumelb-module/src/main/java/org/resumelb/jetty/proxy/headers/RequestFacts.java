package org.resumelb.jetty.proxy.headers;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;
import org.resumelb.classifier.RequestView;
import org.resumelb.jetty.classifier.SeenRequest;

/** A servlet request as classifiers see it. */
public final class RequestFacts implements RequestView {
    private final HttpServletRequest request;
    private final RequestTarget target;

    public RequestFacts(HttpServletRequest request, RequestTarget target) {
        this.request = request;
        this.target = target;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public @Nullable String host() {
        return UpstreamHeaders.host(request);
    }

    @Override
    public String path() {
        return target.pathWithContext();
    }

    @Override
    public String pathInfo() {
        String path = request.getServletPath();
        String info = Objects.requireNonNullElse(request.getPathInfo(), "");
        return path.isEmpty() ? info : path + info;
    }

    @Override
    public @Nullable String query() {
        return target.query();
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    @Override
    public @Nullable String cookie(String name) {
        @Nullable Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        for (Cookie cookie : cookies) {
            if (cookie != null && cookie.getName().equals(name)) {
                return cookie.getValue();
            }
        }
        return null;
    }

    @Override
    public String remoteAddress() {
        return ClientAddress.of(request);
    }

    /** The same for later, when the request is over. */
    public SeenRequest kept() {
        HttpFields headers =
                ServletContextRequest.getServletContextRequest(request).getHeaders();
        return new SeenRequest(method(), host(), path(), pathInfo(), query(), headers, remoteAddress());
    }
}
