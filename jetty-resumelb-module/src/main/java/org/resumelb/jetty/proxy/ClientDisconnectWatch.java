package org.resumelb.jetty.proxy;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Notices that an HTTP/1.1 client has closed its connection while its request is being worked on. Jetty does not read
 * from the connection then; this does in its stead, beginning after a while so that quick requests cost nothing. Bytes
 * of a pipelined request go to where the connection keeps what it has read, and the watch ends, as it does when there
 * is no room for more.
 *
 * <p>Thread-safe: its monitor guards its state and its reading. After {@link #end()} has returned, it does not touch the
 * connection any more. Over HTTP/2 the container tells of a reset stream by itself.
 */
final class ClientDisconnectWatch implements Callback {
    static final long PAUSE_MILLIS = 500;
    private static final int PIPELINED_BYTES = 1024;

    private final AbstractEndPoint endPoint;
    private final UnparsedBytes unparsed;
    private final Scheduler scheduler;
    private final Consumer<Throwable> onDeparture;

    // Guarded by this.
    private boolean ended;
    private Scheduler.@Nullable Task next;

    private ClientDisconnectWatch(
            AbstractEndPoint endPoint, UnparsedBytes unparsed, Scheduler scheduler, Consumer<Throwable> onDeparture) {
        this.endPoint = endPoint;
        this.unparsed = unparsed;
        this.scheduler = scheduler;
        this.onDeparture = onDeparture;
    }

    /** Begins to watch the client of a request; {@code null} when there is no need or no way to. */
    static @Nullable ClientDisconnectWatch begin(
            HttpServletRequest request, Scheduler scheduler, Consumer<Throwable> onDeparture) {
        Connection connection = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection();
        boolean http1 = request.getProtocol().startsWith("HTTP/1");
        UnparsedBytes unparsed = UnparsedBytes.of(connection);
        AbstractEndPoint endPoint = readable(connection.getEndPoint());
        if (!http1 || unparsed == null || endPoint == null) {
            return null;
        }
        ClientDisconnectWatch watch = new ClientDisconnectWatch(endPoint, unparsed, scheduler, onDeparture);
        watch.pause();
        return watch;
    }

    /** What the connection reads from: behind the PROXY protocol that is wrapped, to show other addresses. */
    private static @Nullable AbstractEndPoint readable(EndPoint endPoint) {
        EndPoint inner = endPoint;
        while (!(inner instanceof AbstractEndPoint) && inner instanceof EndPoint.Wrapper wrapper) {
            inner = wrapper.unwrap();
        }
        return inner instanceof AbstractEndPoint readable ? readable : null;
    }

    private synchronized void pause() {
        if (!ended) {
            next = scheduler.schedule(this::arm, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void arm() {
        if (!ended && !endPoint.tryFillInterested(this)) {
            pause();
        }
    }

    /** The connection has bytes, or its end. */
    @Override
    public void succeeded() {
        Throwable departure = read();
        if (departure != null) {
            onDeparture.accept(departure);
        }
    }

    private synchronized @Nullable Throwable read() {
        if (ended) {
            return null;
        }
        int room = unparsed.makeRoom();
        if (room == 0) {
            ended = true;
            return null;
        }
        ByteBuffer buffer = BufferUtil.allocate(Math.min(room, PIPELINED_BYTES));
        try {
            int filled = endPoint.fill(buffer);
            if (filled < 0) {
                ended = true;
                return new EofException("the client closed the connection");
            }
            if (filled > 0) {
                ended = true;
                unparsed.add(buffer);
            } else {
                arm();
            }
            return null;
        } catch (IOException e) {
            ended = true;
            return e;
        }
    }

    /** The connection failed, or was idle for long, or {@link #end()} was called. */
    @Override
    public void failed(Throwable failure) {
        synchronized (this) {
            if (ended) {
                return;
            }
            if (failure instanceof TimeoutException) {
                // Idle is what a client that waits for its answer is.
                pause();
                return;
            }
            ended = true;
        }
        onDeparture.accept(failure);
    }

    /** Leaves the connection alone from now on. */
    synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        Scheduler.Task task = next;
        if (task != null) {
            task.cancel();
        }
        if (endPoint.isFillInterested()) {
            endPoint.getFillInterest().onFail(new EofException("the watch has ended"));
        }
    }
}
