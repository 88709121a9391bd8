package org.resumelb.jetty.request;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request's id: the one that the client sent in {@value #HEADER}, or one created here. It goes to the worker, into
 * the log and onto error pages, so that they can be matched. It is neither a secret nor a proof of anything.
 */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";

    private static final int MAX_LENGTH = 200;
    private static final HexFormat HEX = HexFormat.of();

    private RequestId() {}

    /** The id of a request, which does not change. */
    public static String of(Request request) {
        String id = choose(request);
        keep(request, id);
        return id;
    }

    /** The same, without keeping it; call {@link #keep} for that. */
    public static String choose(Request request) {
        String known = known(request);
        if (known != null) {
            return known;
        }
        String said = request.getHeaders().get(HEADER);
        return said != null && isPlain(said) ? said : next();
    }

    /** Records that this is the id of a request. */
    public static void keep(Request request, String id) {
        var unused = request.setAttribute(RequestAttributes.REQUEST_ID, id);
    }

    /** Visible ASCII without quotes, which is safe in logs, headers and pages; other ids are replaced. */
    private static boolean isPlain(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c <= ' ' || c > '~' || c == '"' || c == '\\' || c == ',' || c == '<' || c == '>' || c == '&') {
                return false;
            }
        }
        return !id.isEmpty() && id.length() <= MAX_LENGTH;
    }

    private static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }

    /** The id that was given to a request; null if none was. */
    public static @Nullable String known(Request request) {
        return request.getAttribute(RequestAttributes.REQUEST_ID) instanceof String id ? id : null;
    }
}
