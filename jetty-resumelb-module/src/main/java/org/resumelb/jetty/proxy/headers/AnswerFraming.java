package org.resumelb.jetty.proxy.headers;

import java.net.ProtocolException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.resumelb.jetty.client.AnswerHead;

/**
 * Where an answer ends: the one place that decides which answers have no body, whatever their headers say (RFC 9112,
 * section 6.3), and how long the others are.
 *
 * @param hasBody whether a body may follow the head
 * @param length the length that the head announces, in bytes; -1 for none
 * @param status the answer's status
 * @param http2 whether it came over HTTP/2, which marks the end of a body by itself
 */
public record AnswerFraming(boolean hasBody, long length, int status, boolean http2) {
    private static final int MAX_STATUS = 999;

    /**
     * How the answer to a request of this method is framed.
     *
     * @throws ProtocolException when that cannot be told, or not be passed on
     */
    public static AnswerFraming of(String method, AnswerHead answer) throws ProtocolException {
        int status = answer.status();
        HttpFields headers = answer.headers();
        boolean http2 = answer.version().getVersion() >= HttpVersion.HTTP_2.getVersion();
        if (status < HttpStatus.CONTINUE_100 || status > MAX_STATUS) {
            throw new ProtocolException("a status that has not three digits");
        }
        if (!Framing.hasOneLength(headers)) {
            throw new ProtocolException("a length that is no number, or two");
        }
        boolean bodiless = HttpMethod.HEAD.is(method)
                || HttpStatus.isInformational(status)
                || status == HttpStatus.NO_CONTENT_204
                || status == HttpStatus.NOT_MODIFIED_304;
        if (http2 ? headers.contains(HttpHeader.TRANSFER_ENCODING) : !bodiless && Framing.isCoded(headers)) {
            throw new ProtocolException("a coding of the transfer that cannot be undone");
        }
        return new AnswerFraming(!bodiless, headers.getLongField(HttpHeader.CONTENT_LENGTH), status, http2);
    }

    /** Takes from an answer's headers what it must not say: 204 and 1xx have no length (RFC 9110, section 8.6). */
    public void correct(HttpFields.Mutable headers) {
        if (status == HttpStatus.NO_CONTENT_204 || HttpStatus.isInformational(status)) {
            headers.remove(HttpHeader.CONTENT_LENGTH);
        }
    }

    /** Whether the worker may have sent a body that nobody reads, in which the next answer would be sought. */
    public boolean mayLeaveBytes(HttpFields headers) {
        boolean announced =
                length > 0 || headers.contains(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED.asString());
        return status == HttpStatus.NO_CONTENT_204 && announced;
    }

    /** Whether trailers may follow: between two connections of HTTP/2 always, else where no length is announced. */
    public boolean mayHaveTrailers(boolean toHttp2, HttpFields headers) {
        return hasBody && (http2 ? toHttp2 || length < 0 : headers.contains(HttpHeader.TRANSFER_ENCODING));
    }

    /** Whether a body of so many bytes is the whole of what was announced. */
    public boolean isWhole(long bytes) {
        return !hasBody || length < 0 || bytes == length;
    }

    /** Whether the head has said that nothing comes behind so many bytes of the body. */
    public boolean hasEndedAt(long bytes) {
        return !hasBody || bytes == length;
    }

    /** Whether the head has to be sent before the end is known, so that our own server announces no length. */
    public boolean isLengthUnknown() {
        return !hasBody && (length < 0 || status == HttpStatus.NO_CONTENT_204);
    }
}
