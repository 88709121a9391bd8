package org.resumelb.jetty.client;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/** Writes heads of requests as they go over HTTP/1.1. */
final class RequestHead {
    private static final int USUAL_BYTES = 4 * 1024;
    private static final int MAX_BYTES = 64 * 1024;
    private static final byte[] VERSION = ascii(" HTTP/1.1\r\n");
    private static final byte[] NO_BODY = ascii("Content-Length: 0\r\n");
    private static final byte[] LENGTH = ascii("Content-Length: ");
    private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");

    private RequestHead() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Writes one.
     *
     * @param host what {@code Host} says when the request does not
     * @return the head, to be released by whoever gets it
     * @throws RequestHeadTooLargeException when it is larger than any worker takes
     */
    static RetainableByteBuffer write(WorkerRequest request, HttpField host, ByteBufferPool buffers) {
        RetainableByteBuffer usual = tryWrite(request, host, buffers, USUAL_BYTES);
        RetainableByteBuffer written = usual == null ? tryWrite(request, host, buffers, MAX_BYTES) : usual;
        if (written == null) {
            throw RequestHeadTooLargeException.above(MAX_BYTES);
        }
        return written;
    }

    private static @Nullable RetainableByteBuffer tryWrite(
            WorkerRequest request, HttpField host, ByteBufferPool buffers, int bytes) {
        RetainableByteBuffer head = buffers.acquire(bytes, true);
        ByteBuffer to = head.getByteBuffer();
        BufferUtil.clearToFill(to);
        try {
            line(request, to);
            fields(request, host, to);
            BufferUtil.putCRLF(to);
            BufferUtil.flipToFlush(to, 0);
            return head;
        } catch (BufferOverflowException e) {
            head.release();
            return null;
        } catch (RuntimeException e) {
            head.release();
            throw e;
        }
    }

    private static void line(WorkerRequest request, ByteBuffer to) {
        put(request.method(), to);
        to.put((byte) ' ');
        put(request.target(), to);
        to.put(VERSION);
    }

    /** Both have been checked to be visible ASCII; here anything else would become another request. */
    private static void put(String text, ByteBuffer to) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                throw new IllegalArgumentException(
                        "request line: neither method nor target may have the character " + (int) c);
            }
            to.put((byte) c);
        }
    }

    private static void fields(WorkerRequest request, HttpField host, ByteBuffer to) {
        boolean namesHost = false;
        boolean namesType = false;
        int size = request.headers().size();
        for (int i = 0; i < size; i++) {
            HttpField field = request.headers().getField(i);
            HttpHeader header = field.getHeader();
            namesHost |= header == HttpHeader.HOST;
            namesType |= header == HttpHeader.CONTENT_TYPE;
            if (header != HttpHeader.CONTENT_LENGTH && header != HttpHeader.TRANSFER_ENCODING) {
                HttpGenerator.putTo(field, to);
            }
        }
        if (!namesHost) {
            HttpGenerator.putTo(host, to);
        }
        frame(request, namesType, to);
    }

    private static void frame(WorkerRequest request, boolean namesType, ByteBuffer to) {
        RequestBody body = request.body();
        if (body == null) {
            boolean isExpected =
                    namesType || HttpMethod.POST.is(request.method()) || HttpMethod.PUT.is(request.method());
            if (isExpected) {
                to.put(NO_BODY);
            }
        } else if (body.getLength() >= 0) {
            to.put(LENGTH);
            BufferUtil.putDecLong(to, body.getLength());
            BufferUtil.putCRLF(to);
        } else {
            to.put(CHUNKED);
        }
    }
}
