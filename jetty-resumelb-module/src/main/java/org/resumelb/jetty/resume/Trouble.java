package org.resumelb.jetty.resume;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.http.HttpStatus;
import org.resumelb.text.Excerpt;

/**
 * Why a worker has no résumé. Immutable.
 *
 * @param reason a few words that hint at the usual cause, for {@code /status}; empty if nothing is wrong
 * @param sentence the same for the log, to follow the worker's name
 */
record Trouble(String reason, String sentence) {
    static final Trouble NONE = new Trouble("", "");

    /** The management path responded with this status and no résumé. */
    static Trouble ofStatus(int status) {
        return switch (status) {
            case HttpStatus.UNAUTHORIZED_401, HttpStatus.FORBIDDEN_403 ->
                new Trouble(status + ": token?", "it refuses the token (" + status + "; see resumelb.tokenFile)");
            case HttpStatus.NOT_FOUND_404 ->
                new Trouble("404: no filter?", "its management path answers 404; is the résumé filter in its webapp?");
            case HttpStatus.SERVICE_UNAVAILABLE_503 -> new Trouble("503: starting or stopping?", "it answers 503");
            case HttpStatus.OK_200 ->
                new Trouble("200, but no résumé: no filter?", "its management path answers 200, but no résumé");
            default -> new Trouble(status + ": no résumé", "its management path answers " + status);
        };
    }

    static Trouble encoded(String encoding) {
        return of("its résumé is encoded as " + Excerpt.of(encoding) + " (expected: no encoding)");
    }

    static Trouble refused(String why) {
        return new Trouble("résumé refused: " + Excerpt.of(why), "its résumé is refused");
    }

    static Trouble streamEnded() {
        return of("its résumé stream ended");
    }

    /**
     * No response arrived, or only a part of it.
     *
     * @param http2 whether HTTP/2 was used to talk to the worker
     */
    static Trouble ofFailure(Throwable failure, boolean http2) {
        String message = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        if (failure instanceof SocketTimeoutException) {
            return of("no connection in time");
        }
        if (failure instanceof ConnectException) {
            return of(message.contains("refused") ? "connection refused" : Excerpt.of(message));
        }
        if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
            return of("unknown host");
        }
        if (failure instanceof TimeoutException) {
            return of("it was silent for " + ResumeStream.SILENCE_MILLIS + " ms");
        }
        if (failure instanceof SSLException) {
            return of("TLS: " + Excerpt.of(message));
        }
        boolean closed = failure instanceof EOFException || failure instanceof ClosedChannelException;
        if (http2 && (closed || message.contains("frame_size_error") || message.contains("invalid_"))) {
            return of("HTTP/2 not spoken?");
        }
        // The message describes Jetty's connection at length.
        return of(closed ? "its connection ended" : Excerpt.of(message));
    }

    private static Trouble of(String text) {
        return new Trouble(text, text);
    }
}
