package org.resumelb.jetty.client;

import java.util.Locale;
import org.eclipse.jetty.client.RetryableRequestException;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.RetryableStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Requests that a worker of HTTP/2 has not processed. It says so by REFUSED_STREAM, or by a GOAWAY that names an earlier
 * stream as the last (RFC 9113, section 8.7); such a request may be sent again, whatever its method. Or it has said
 * beforehand how large a head may be.
 */
public final class Refusals {
    private static final String REFUSED_STREAM =
            ErrorCode.REFUSED_STREAM_ERROR.name().toLowerCase(Locale.ROOT);

    /** What Jetty says when GOAWAY came just before the request, of which nothing was sent. */
    private static final String SESSION_CLOSED = "session closed";

    private Refusals() {}

    /** Whether an attempt failed in this way. */
    public static boolean isUnprocessed(@Nullable Throwable failure) {
        return failure instanceof RetryableRequestException
                || failure instanceof RetryableStreamException
                || (failure instanceof IllegalStateException && SESSION_CLOSED.equals(failure.getMessage()))
                || (failure != null && REFUSED_STREAM.equals(failure.getMessage()));
    }

    /** Whether a request was not sent, since its head is larger than its worker takes. */
    public static boolean isTooLarge(@Nullable Throwable failure) {
        return failure instanceof RequestHeadTooLargeException;
    }
}
