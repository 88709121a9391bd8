package org.resumelb.jetty.proxy.headers;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** {@code Max-Forwards}: how many may pass a {@code TRACE} or {@code OPTIONS} on (RFC 9110, section 7.6.2). */
public final class MaxForwards {
    private static final int MAX_DIGITS = 9;

    private MaxForwards() {}

    /** Whether a request is for the load balancer itself to answer. */
    public static boolean isUsedUp(HttpServletRequest request) {
        return counts(request.getMethod()) && number(request.getHeader(HttpHeader.MAX_FORWARDS.asString())) == 0;
    }

    /** Takes one from what a request says. */
    static void countDown(String method, HttpFields.Mutable headers) {
        if (counts(method)) {
            int left = number(headers.get(HttpHeader.MAX_FORWARDS));
            if (left > 0) {
                headers.put(HttpHeader.MAX_FORWARDS, left - 1);
            }
        }
    }

    private static boolean counts(String method) {
        return HttpMethod.OPTIONS.is(method) || HttpMethod.TRACE.is(method);
    }

    /** A number; -1 for whatever else stands there, which means nothing. */
    private static int number(@Nullable String value) {
        boolean digits = value != null && !value.isEmpty() && value.length() <= MAX_DIGITS;
        return digits && value.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(value) : -1;
    }
}
