package org.resumelb.newspaper;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.resumelb.newspaper.archive.Page;

/** Serves the newspapers' pages. */
public final class PageServlet extends HttpServlet {
    /** Tells the résumé filter how long a request spent on misses. */
    static final String MISS_NANOS = "org.resumelb.missNanos";

    private static final long serialVersionUID = 1;

    /** Made by the container. */
    public PageServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Library.Visit visit = NewspaperListener.library(getServletContext()).visit();
        String html;
        try {
            String host = host(request);
            html = NewspaperListener.wholePages(getServletContext())
                    ? Renderer.renderWhole(Page.whole(host, target(request)), visit)
                    : Renderer.render(Page.of(host, target(request)), visit);
        } finally {
            request.setAttribute(MISS_NANOS, visit.missNanos());
        }
        send(html, response);
    }

    private static String host(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }

    /** Taken from the raw request line: the pages of a log are known by exactly what the log shows. */
    private static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    private static void send(@Nullable String html, HttpServletResponse response) throws IOException {
        if (html == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/html;charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
