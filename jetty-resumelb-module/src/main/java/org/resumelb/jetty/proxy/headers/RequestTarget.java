package org.resumelb.jetty.proxy.headers;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpURI;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for: path and query as the client wrote them, without the load balancer's context path. One value
 * is judged, classified, logged and sent, so that none of these can read it differently. Immutable.
 */
public final class RequestTarget {
    private final String context;
    private final String path;
    private final @Nullable String query;
    private final boolean serverWide;

    private RequestTarget(String context, String path, @Nullable String query, boolean serverWide) {
        this.context = context;
        this.path = path;
        this.query = query;
        this.serverWide = serverWide;
    }

    /**
     * Reads a target.
     *
     * @param contextPath the load balancer's, {@code ""} or {@code "/"} for the root
     * @param serverWide whether the client asked for {@code *}, and the URI has the path {@code /} in its place
     * @return {@code null} when it is malformed: it has other characters than visible ASCII, a fragment, or a path that
     *     does not begin with a slash or reaches the context in a way that cannot be followed
     */
    public static @Nullable RequestTarget of(HttpURI uri, String contextPath, boolean serverWide) {
        String path = uri.getPath();
        String query = uri.getQuery();
        if (path == null || !path.startsWith("/") || !isVisibleAscii(path)) {
            return null;
        }
        if (uri.getFragment() != null || (query != null && !isVisibleAscii(query))) {
            return null;
        }
        String context = contextPath.equals("/") ? "" : contextPath;
        int end = context.isEmpty() ? 0 : endOfContext(path, context);
        if (end < 0) {
            return null;
        }
        String below = end == 0 ? path : path.substring(end);
        return new RequestTarget(context, below.isEmpty() ? "/" : below, query, serverWide);
    }

    private static boolean isVisibleAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static int endOfContext(String path, String context) {
        int length = context.length();
        boolean literal = path.startsWith(context) && (path.length() == length || path.charAt(length) == '/');
        return literal ? length : endOfSpelling(path, context);
    }

    /** Where the context ends in a path that spells it otherwise, as {@code /%70ool} or {@code /x/../pool}; -1 if nowhere. */
    private static int endOfSpelling(String path, String context) {
        List<String> place = new ArrayList<>();
        int start = 0;
        while (start < path.length()) {
            int slash = path.indexOf('/', start + 1);
            int end = slash < 0 ? path.length() : slash;
            String segment = TargetGuard.name(path.substring(start + 1, end));
            if (!segment.equals("..")) {
                if (!segment.equals(".")) {
                    place.add(segment);
                }
            } else if (place.isEmpty()) {
                return -1;
            } else {
                place.remove(place.size() - 1);
            }
            if (context.equals('/' + String.join("/", place))) {
                return end;
            }
            start = end;
        }
        return -1;
    }

    /** The raw path below the load balancer's context. */
    public String path() {
        return path;
    }

    /** The raw path with the load balancer's context before it, spelled as it is configured. */
    String pathWithContext() {
        return context.isEmpty() ? path : context + path;
    }

    @Nullable
    String query() {
        return query;
    }

    /** A number that is the same for requests of the same path and query. */
    public int contentHash() {
        return 31 * path.hashCode() + (query == null ? 0 : query.hashCode());
    }

    /** What goes to a worker whose application is below a context path. */
    public String at(String workersContext) {
        if (serverWide) {
            return ServerWideOptions.TARGET;
        }
        String full = workersContext.isEmpty() ? path : workersContext + path;
        return query == null ? full : full + '?' + query;
    }

    @Override
    public String toString() {
        return at(context);
    }
}
