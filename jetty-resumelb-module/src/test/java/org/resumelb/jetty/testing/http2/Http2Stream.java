package org.resumelb.jetty.testing.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One stream of a connection. What comes is queued; what goes is sent as it is said, be it allowed or not. */
public final class Http2Stream {
    public static final int INTERNAL_ERROR = 2;
    public static final int REFUSED_STREAM = 7;
    public static final int CANCEL = 8;

    private final Http2Connection connection;
    private final int id;
    private final BlockingQueue<Http2Event> events = new LinkedBlockingQueue<>();

    /** How many bytes the other side takes; guarded by the connection. */
    long sendWindow;

    Http2Stream(Http2Connection connection, int id, long sendWindow) {
        this.connection = connection;
        this.id = id;
        this.sendWindow = sendWindow;
    }

    public int id() {
        return id;
    }

    public Http2Connection connection() {
        return connection;
    }

    /** Sends a header block, in as many frames as it needs. */
    public void head(List<Field> fields, boolean last) throws IOException {
        byte[] block = Hpack.encode(fields);
        int at = 0;
        do {
            int length = Math.min(Http2Connection.MAX_FRAME, block.length - at);
            boolean ends = at + length == block.length;
            int flags = (at == 0 && last ? Http2Connection.END_STREAM : 0) | (ends ? Http2Connection.END_HEADERS : 0);
            byte[] part = new byte[length];
            System.arraycopy(block, at, part, 0, length);
            connection.frame(at == 0 ? Http2Connection.HEADERS : Http2Connection.CONTINUATION, flags, id, part);
            at += length;
        } while (at < block.length);
    }

    /** Sends a part of the body, when the other side takes it. */
    public void data(String text, boolean last) throws IOException {
        byte[] bytes = text.getBytes(ISO_8859_1);
        int at = 0;
        do {
            int length = connection.takeWindow(this, Math.min(Http2Connection.MAX_FRAME, bytes.length - at));
            byte[] part = new byte[length];
            System.arraycopy(bytes, at, part, 0, length);
            at += length;
            int flags = last && at == bytes.length ? Http2Connection.END_STREAM : 0;
            connection.frame(Http2Connection.DATA, flags, id, part);
        } while (at < bytes.length);
    }

    public void reset(int code) throws IOException {
        connection.frame(
                Http2Connection.RST_STREAM,
                0,
                id,
                ByteBuffer.allocate(4).putInt(code).array());
    }

    /** Lets the other side send so many bytes more. */
    public void update(int bytes) throws IOException {
        connection.frame(
                Http2Connection.WINDOW_UPDATE,
                0,
                id,
                ByteBuffer.allocate(4).putInt(bytes).array());
    }

    /** The next thing that the other side does; an error when it does nothing for so long. */
    public Http2Event next(int timeoutMillis) throws IOException {
        try {
            Http2Event event = events.poll(timeoutMillis, TimeUnit.MILLISECONDS);
            if (event == null) {
                throw new java.net.SocketTimeoutException("nothing came on stream " + id);
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    void came(Http2Event event) {
        events.add(event);
    }
}
