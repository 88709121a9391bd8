package org.resumelb.jetty.proxy;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Response;
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
 * <p>The end of what a client sends is not its departure: it may have closed one direction, as {@code nc -N} does, and wait
 * for its answer. What tells the two apart is whether something can still be written. So interim answers are, at once, after
 * half a second and then less and less often. Once the answer itself has begun, its own bytes tell; while there are none,
 * the client is taken to be gone.
 *
 * <p>Thread-safe: its monitor guards its state and its reading. After {@link #end()} has returned, it does not touch the
 * connection any more. Over HTTP/2 the container tells of a reset stream by itself.
 */
final class ClientDisconnectWatch implements Callback {
    static final long PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final int PIPELINED_BYTES = 1024;

    private final AbstractEndPoint endPoint;
    private final UnparsedBytes unparsed;
    private final Scheduler scheduler;
    private final Supplier<@Nullable CompletableFuture<?>> probe;
    private final LongSupplier bytesWritten;
    private final Consumer<Throwable> onDeparture;

    // Guarded by this.
    private boolean ended;
    private long probePauseMillis = PAUSE_MILLIS;
    private long bytesBefore = -1;
    private Scheduler.@Nullable Task next;

    private ClientDisconnectWatch(
            AbstractEndPoint endPoint,
            UnparsedBytes unparsed,
            Scheduler scheduler,
            Supplier<@Nullable CompletableFuture<?>> probe,
            LongSupplier bytesWritten,
            Consumer<Throwable> onDeparture) {
        this.endPoint = endPoint;
        this.unparsed = unparsed;
        this.scheduler = scheduler;
        this.probe = probe;
        this.bytesWritten = bytesWritten;
        this.onDeparture = onDeparture;
    }

    /**
     * Begins to watch the client of a request.
     *
     * @param probe writes an interim answer; {@code null} when none can be written any more
     * @param onDeparture is told once, by any thread, when the client has left
     * @return {@code null} when there is no need or no way to
     */
    static @Nullable ClientDisconnectWatch begin(
            HttpServletRequest request,
            Scheduler scheduler,
            Supplier<@Nullable CompletableFuture<?>> probe,
            Consumer<Throwable> onDeparture) {
        ServletContextRequest core = ServletContextRequest.getServletContextRequest(request);
        Connection connection = core.getConnectionMetaData().getConnection();
        boolean http1 = request.getProtocol().startsWith("HTTP/1");
        UnparsedBytes unparsed = UnparsedBytes.of(connection);
        AbstractEndPoint endPoint = readable(connection.getEndPoint());
        if (!http1 || unparsed == null || endPoint == null) {
            return null;
        }
        ClientDisconnectWatch watch = new ClientDisconnectWatch(
                endPoint,
                unparsed,
                scheduler,
                probe,
                () -> bytesWritten(core.getServletContextResponse()),
                onDeparture);
        watch.pause();
        return watch;
    }

    /** Of an answer's body; -1 while its head is not written. */
    private static long bytesWritten(Response response) {
        return response.isCommitted() ? Response.getContentBytesWritten(response) : -1;
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
        try {
            if (!read()) {
                probe();
            }
        } catch (IOException e) {
            depart(e);
        }
    }

    private void depart(Throwable failure) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        onDeparture.accept(failure);
    }

    /** Returns whether the client may still send. */
    private synchronized boolean read() throws IOException {
        if (ended) {
            return true;
        }
        int room = unparsed.makeRoom();
        if (room == 0) {
            ended = true;
            return true;
        }
        ByteBuffer buffer = BufferUtil.allocate(Math.min(room, PIPELINED_BYTES));
        int filled = endPoint.fill(buffer);
        if (filled > 0) {
            ended = true;
            unparsed.add(buffer);
        } else if (filled == 0) {
            arm();
        }
        return filled >= 0;
    }

    /** The client has sent all that it will. If it is gone, a write fails, though not the first. */
    private void probe() {
        CompletableFuture<?> written;
        synchronized (this) {
            if (ended) {
                return;
            }
            written = probe.get();
        }
        if (written == null) {
            awaitBytes();
            return;
        }
        var unused = written.whenComplete((done, failure) -> {
            if (failure == null) {
                probeLater();
            } else {
                depart(failure);
            }
        });
    }

    /** No interim answer may be written: the answer has begun, or the client knows none. */
    private void awaitBytes() {
        long bytes = bytesWritten.getAsLong();
        boolean silent = bytes >= 0 && bytes == bytesBefore;
        bytesBefore = bytes;
        if (silent) {
            depart(new EofException("the client ended its sending, and nothing shows that it still reads"));
        } else {
            later(2 * PAUSE_MILLIS);
        }
    }

    private synchronized void probeLater() {
        later(probePauseMillis);
        probePauseMillis = Math.min(2 * probePauseMillis, LONGEST_PAUSE_MILLIS);
    }

    private synchronized void later(long millis) {
        if (!ended) {
            next = scheduler.schedule(this::probe, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** The connection failed, or was idle for long, or {@link #end()} was called. */
    @Override
    public void failed(Throwable failure) {
        if (failure instanceof TimeoutException) {
            // Idle is what a client that waits for its answer is.
            pause();
        } else {
            depart(failure);
        }
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
