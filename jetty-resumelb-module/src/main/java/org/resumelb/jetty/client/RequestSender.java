package org.resumelb.jetty.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request over a connection of HTTP/1.1: its head, with as much of the body as there is, and then the rest of that as
 * it comes and the worker takes it, without copying. Writing and reading alternate, each causing the next; {@link #stop} may be
 * called by any thread.
 */
final class RequestSender implements Callback {
    private static final ByteBuffer CRLF =
            ByteBuffer.wrap(new byte[] {'\r', '\n'}).asReadOnlyBuffer();
    private static final ByteBuffer LAST_CHUNK = ascii("0\r\n\r\n");
    private static final ByteBuffer CRLF_LAST_CHUNK = ascii("\r\n0\r\n\r\n");

    private final EndPoint endPoint;
    private final @Nullable RequestBody body;
    private final Http1Call call;
    private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.BEGUN);
    private @Nullable RetainableByteBuffer head;
    private Content.@Nullable Chunk chunk;
    private boolean lastIsWritten;
    private volatile boolean stopped;

    /** Who goes on when a part is written: the loop that wrote it, or, when that has returned, the write's end. */
    private enum Turn {
        BEGUN,
        WRITTEN,
        LEFT
    }

    /**
     * Makes a sender.
     *
     * @param head written first, and released then
     * @param call told when the client sends on, and once when all is sent, or could not be; not after {@link #stop}
     */
    RequestSender(EndPoint endPoint, RetainableByteBuffer head, @Nullable RequestBody body, Http1Call call) {
        this.endPoint = endPoint;
        this.head = head;
        this.body = body;
        this.call = call;
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
    }

    /** Sends the head and what there is of the body. */
    void begin() {
        if (body == null) {
            lastIsWritten = true;
            RetainableByteBuffer written = head;
            endPoint.write(this, written == null ? BufferUtil.EMPTY_BUFFER : written.getByteBuffer());
        } else {
            send(body);
        }
    }

    /** Sends no more, as the request has ended for another reason. What is being written is left to the connection's end. */
    void stop(Throwable cause) {
        stopped = true;
        if (body != null) {
            body.fail(cause);
        }
    }

    private void send(RequestBody from) {
        do {
            Content.Chunk next = stopped ? Content.Chunk.EMPTY : from.read();
            if (stopped) {
                if (next != null) {
                    next.release();
                }
                return;
            }
            if (next == null && head == null) {
                from.demand(() -> {
                    call.goesOn();
                    send(from);
                });
                return;
            }
            if (Content.Chunk.isFailure(next)) {
                releaseHead();
                end(next.getFailure());
                return;
            }
            turn.set(Turn.BEGUN);
            write(from, next == null ? Content.Chunk.EMPTY : next);
        } while (!turn.compareAndSet(Turn.BEGUN, Turn.LEFT));
    }

    private void write(RequestBody from, Content.Chunk next) {
        chunk = next;
        lastIsWritten = next.isLast();
        RetainableByteBuffer present = head;
        ByteBuffer first = present == null ? BufferUtil.EMPTY_BUFFER : present.getByteBuffer();
        ByteBuffer bytes = next.getByteBuffer();
        if (from.getLength() >= 0 || (!next.isLast() && !bytes.hasRemaining())) {
            endPoint.write(this, first, bytes);
        } else {
            endPoint.write(this, first, before(bytes), bytes, behind(from, next));
        }
    }

    private static ByteBuffer before(ByteBuffer bytes) {
        return bytes.hasRemaining()
                ? ByteBuffer.wrap((Integer.toHexString(bytes.remaining()) + "\r\n").getBytes(StandardCharsets.US_ASCII))
                : BufferUtil.EMPTY_BUFFER;
    }

    private static ByteBuffer behind(RequestBody from, Content.Chunk next) {
        boolean isEmpty = !next.hasRemaining();
        if (!next.isLast()) {
            return CRLF.slice();
        }
        HttpFields trailers = from.trailers();
        if (trailers == null || trailers.size() == 0) {
            return (isEmpty ? LAST_CHUNK : CRLF_LAST_CHUNK).slice();
        }
        return behind(trailers, isEmpty ? "0\r\n" : "\r\n0\r\n");
    }

    private static ByteBuffer behind(HttpFields trailers, String begin) {
        int capacity = begin.length() + 2;
        for (HttpField field : trailers) {
            capacity +=
                    field.getName().length() + String.valueOf(field.getValue()).length() + 4;
        }
        ByteBuffer bytes = ByteBuffer.allocate(capacity);
        bytes.put(begin.getBytes(StandardCharsets.US_ASCII));
        trailers.forEach(field -> HttpGenerator.putTo(field, bytes));
        return bytes.put(CRLF.slice()).flip();
    }

    @Override
    public void succeeded() {
        release();
        if (lastIsWritten) {
            end(null);
            return;
        }
        RequestBody from = body;
        if (!turn.compareAndSet(Turn.BEGUN, Turn.WRITTEN) && from != null) {
            send(from);
        }
    }

    @Override
    public void failed(Throwable failure) {
        release();
        end(failure);
    }

    private void end(@Nullable Throwable failure) {
        if (!stopped) {
            stopped = true;
            if (failure != null && body != null) {
                body.fail(failure);
            }
            call.sent(failure);
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    private void release() {
        releaseHead();
        Content.Chunk written = chunk;
        chunk = null;
        if (written != null) {
            written.release();
        }
    }

    private void releaseHead() {
        RetainableByteBuffer written = head;
        head = null;
        if (written != null) {
            written.release();
        }
    }
}
