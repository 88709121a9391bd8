package org.resumelb.jetty.client;

import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;

/**
 * A request was not sent, since its head is larger than a worker takes. Over HTTP/2 the worker says how much that is, and Jetty
 * would give up the whole connection for it, on either side, with all that is under way there.
 */
final class RequestHeadTooLargeException extends RejectedExecutionException {
    private static final long serialVersionUID = 1L;

    /** What each field counts for beside its name and value (RFC 9113, section 6.5.2). */
    private static final int FIELD_BYTES = 32;

    /** Method, scheme, and the length that the client adds, with their names. */
    private static final int OTHER_BYTES = 256;

    private RequestHeadTooLargeException(String message) {
        super(message);
    }

    /** That a head is larger than any worker takes. */
    static RequestHeadTooLargeException above(int limitBytes) {
        return new RequestHeadTooLargeException("a head of more than " + limitBytes + " bytes");
    }

    /** Refuses a request whose head does not fit. */
    static void check(Request request, int limitBytes) {
        long bytes =
                (long) OTHER_BYTES + length(request.getHost()) + length(request.getPath()) + length(request.getQuery());
        for (HttpField field : request.getHeaders()) {
            bytes += FIELD_BYTES + field.getName().length() + length(field.getValue());
        }
        if (bytes > limitBytes) {
            throw new RequestHeadTooLargeException(
                    "a head of about " + bytes + " bytes (expected: at most " + limitBytes + ", as the worker says)");
        }
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
