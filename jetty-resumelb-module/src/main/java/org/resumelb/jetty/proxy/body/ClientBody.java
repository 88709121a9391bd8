package org.resumelb.jetty.proxy.body;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.Trailers;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.proxy.headers.WebSocketHandshake;

/**
 * The body of a client's request, for whichever attempt reads it. A part can be read ahead, so that a client that leaves
 * is noticed before there is a worker; a part can be kept, so that it can be read again by another attempt.
 *
 * <p>Thread-safe under its monitor. Only one reader has its turn, the last one; the ones before, which may be about to read
 * when their attempt fails, get nothing any more. The listeners are called without the monitor.
 */
public final class ClientBody {
    /** How much is read while the request waits for a worker, and how much is kept to be read again. */
    private static final int LIMIT_BYTES = 64 * 1024;

    private final Content.Source client;
    private final long length;
    private final boolean expectsContinue;
    private Consumer<Throwable> onFailure = failure -> {};
    private Runnable onEnd = () -> {};

    // Guarded by this, like everything below.
    private final Deque<Content.Chunk> ahead = new ArrayDeque<>();
    private long aheadBytes;
    private boolean readingAhead;
    private boolean ended;
    private @Nullable HttpFields trailers;
    private @Nullable Throwable failure;
    private boolean told;
    private boolean demanded;
    private @Nullable Runnable reader;
    private @Nullable List<byte[]> kept;
    private long keptBytes;
    private long bytes;
    private int turn;

    /** A body of this length, or -1; whose client may wait for leave to send. */
    ClientBody(Content.Source client, long length, boolean expectsContinue) {
        this.client = client;
        this.length = length;
        this.expectsContinue = expectsContinue;
    }

    private static boolean expectsContinue(HttpServletRequest request) {
        // RFC 9110, section 10.1.1: in a request of HTTP/1.0 it says nothing.
        return !request.getProtocol().equals("HTTP/1.0")
                && ServletContextRequest.getServletContextRequest(request)
                        .getHeaders()
                        .contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
    }

    /** The body of a request; {@code null} when it has none. */
    public static @Nullable ClientBody of(HttpServletRequest request) {
        ServletContextRequest server = ServletContextRequest.getServletContextRequest(request);
        long length = request.getContentLengthLong();
        boolean http1 = request.getProtocol().startsWith("HTTP/1");
        if (length == 0 || (length < 0 && http1 && !server.getHeaders().contains(HttpHeader.TRANSFER_ENCODING))) {
            return null;
        }
        ClientBody body = new ClientBody(server, length, expectsContinue(request));
        if (length > 0 || http1) {
            return body;
        }
        // Over HTTP/2 a body need not be announced; there is none if its end came with the headers.
        boolean tunnel = WebSocketHandshake.of(request) != WebSocketHandshake.NONE;
        return tunnel || body.isEmpty() ? null : body;
    }

    /** Says whom to tell when the client fails to send the body, and when it has been read to its end. */
    public void listeners(Consumer<Throwable> newOnFailure, Runnable newOnEnd) {
        synchronized (this) {
            onFailure = newOnFailure;
            onEnd = newOnEnd;
        }
        tell();
    }

    private synchronized boolean isEmpty() {
        peek();
        return ended && bytes == 0;
    }

    /** Takes what is there already, without asking the client for more. */
    private void peek() {
        if (ahead.isEmpty() && !isOver()) {
            Content.Chunk chunk = fetch();
            if (chunk != null) {
                ahead.add(chunk);
                aheadBytes += chunk.remaining();
            }
        }
    }

    private boolean isOver() {
        return ended || failure != null;
    }

    /** Whether it was announced and is known not to come (RFC 9113, section 8.1.1). */
    public boolean isMissing() {
        return length > 0 && isEmpty();
    }

    /** In bytes; -1 when it is not known. */
    long length() {
        return length;
    }

    /** What came behind the body, once it has ended. */
    synchronized @Nullable HttpFields trailers() {
        return trailers;
    }

    /** Whether the client has said that it waits for leave to send. */
    public boolean expectsContinue() {
        return expectsContinue;
    }

    /** Whether the client waits for leave to send, and has not sent anyway. */
    public boolean isHeldBack() {
        if (!expectsContinue) {
            return false;
        }
        boolean heldBack;
        synchronized (this) {
            peek();
            heldBack = bytes == 0 && !isOver();
        }
        tell();
        return heldBack;
    }

    /** Whether all of it was read from the client. */
    public synchronized boolean hasEnded() {
        return ended;
    }

    /** Whether an attempt waits for the client to send more. */
    synchronized boolean awaitsClient() {
        return reader != null;
    }

    /** Reads some of it before there is a worker to take it. */
    public void readAhead() {
        synchronized (this) {
            readingAhead = true;
        }
        fetchAhead();
    }

    private void fetchAhead() {
        boolean wants;
        synchronized (this) {
            Content.Chunk chunk = Content.Chunk.EMPTY;
            while (chunk != null && readingAhead && !isOver() && aheadBytes < LIMIT_BYTES) {
                chunk = fetch();
                if (chunk != null) {
                    ahead.add(chunk);
                    aheadBytes += chunk.remaining();
                }
            }
            wants = chunk == null && !isOver() && !demanded;
            demanded |= wants;
        }
        if (!tell() && wants) {
            client.demand(this::available);
        }
    }

    /** Makes room for a new reader, and returns the number with which it reads. */
    synchronized int takeTurn() {
        reader = null;
        return ++turn;
    }

    /** The next part, as of a content source; the reader is to release it. A failure if it is another one's turn. */
    Content.@Nullable Chunk read(int turnOfReader) {
        Content.Chunk chunk;
        synchronized (this) {
            if (turnOfReader != turn) {
                return Content.Chunk.from(new CancellationException("another attempt reads the body"));
            }
            readingAhead = false;
            chunk = next();
            keep(chunk);
        }
        tell();
        return chunk;
    }

    private Content.@Nullable Chunk next() {
        Content.Chunk chunk = ahead.poll();
        if (chunk != null) {
            aheadBytes -= chunk.remaining();
            return chunk;
        }
        if (ended) {
            return Content.Chunk.EOF;
        }
        chunk = failure == null ? fetch() : null;
        return failure == null ? chunk : Content.Chunk.from(failure);
    }

    private Content.@Nullable Chunk fetch() {
        Content.Chunk chunk = client.read();
        if (chunk == null) {
            return null;
        }
        if (Content.Chunk.isFailure(chunk)) {
            failure = chunk.getFailure();
            return null;
        }
        bytes += chunk.remaining();
        ended = chunk.isLast();
        if (chunk instanceof Trailers last) {
            trailers = last.getTrailers();
        }
        return ended || bytes != length ? chunk : asLast(chunk);
    }

    /** Takes the announced end with what comes before it, which saves a write to the worker. */
    private Content.Chunk asLast(Content.Chunk chunk) {
        Content.Chunk next = client.read();
        if (next == null || Content.Chunk.isFailure(next) || !next.isLast()) {
            failure = next == null ? null : next.getFailure();
            return chunk;
        }
        ended = true;
        return Content.Chunk.asChunk(chunk.getByteBuffer(), true, chunk);
    }

    /** Tells of the body's end, or of the client's failure, once; returns whether it is over. */
    private boolean tell() {
        Throwable failed;
        synchronized (this) {
            if (told || !isOver()) {
                return told;
            }
            told = true;
            failed = failure;
        }
        if (failed == null) {
            onEnd.run();
        } else {
            onFailure.accept(failed);
        }
        return true;
    }

    /** Calls back once there is something to read, if only that it is another reader's turn. */
    void demand(int turnOfReader, Runnable whenAvailable) {
        boolean available;
        synchronized (this) {
            available = !ahead.isEmpty() || isOver() || turnOfReader != turn;
            if (!available) {
                reader = whenAvailable;
                if (demanded) {
                    return;
                }
                demanded = true;
            }
        }
        if (available) {
            whenAvailable.run();
        } else {
            client.demand(this::available);
        }
    }

    private void available() {
        Runnable next;
        synchronized (this) {
            demanded = false;
            next = reader;
            reader = null;
        }
        if (next == null) {
            fetchAhead();
        } else {
            next.run();
        }
    }

    /** Keeps what is read from now on, as long as it is little, for {@link #rewind}. */
    public synchronized void keep() {
        if (kept == null && bytes == aheadBytes) {
            kept = new ArrayList<>();
        }
    }

    private void keep(Content.@Nullable Chunk chunk) {
        List<byte[]> present = kept;
        if (present == null || chunk == null || Content.Chunk.isFailure(chunk)) {
            return;
        }
        keptBytes += chunk.remaining();
        if (keptBytes > LIMIT_BYTES) {
            kept = null;
        } else if (chunk.hasRemaining()) {
            present.add(BufferUtil.toArray(chunk.getByteBuffer()));
        }
    }

    /** Makes the next attempt read from the beginning; returns whether that can be. */
    public synchronized boolean rewind() {
        takeTurn();
        List<byte[]> present = kept;
        if (present == null) {
            return bytes == aheadBytes;
        }
        for (int i = present.size() - 1; i >= 0; i--) {
            ahead.addFirst(Content.Chunk.from(ByteBuffer.wrap(present.get(i)), false));
            aheadBytes += present.get(i).length;
        }
        present.clear();
        keptBytes = 0;
        return true;
    }

    /** Gives back what was read ahead and nobody took. */
    public void release() {
        List<Content.Chunk> left;
        synchronized (this) {
            readingAhead = false;
            left = List.copyOf(ahead);
            ahead.clear();
            aheadBytes = 0;
            kept = null;
            reader = null;
        }
        left.forEach(Content.Chunk::release);
    }
}
