package org.resumelb.jetty.client;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a worker that speaks HTTP/1.1, which serves one request at a time. Between two of them it waits for its end;
 * it does not time out while the worker waits for the client. Whoever has the call, or has taken the connection from
 * among the idle ones, may read from it; its other methods are thread-safe.
 */
final class Http1Connection extends AbstractConnection implements Connection.UpgradeFrom {
    private final Http1Connections connections;
    private final @Nullable Http1Call first;
    private final AnswerReader reader;
    private final Callback fillable =
            Callback.from(Invocable.InvocationType.NON_BLOCKING, this::onFillable, this::onFillInterestedFailed);

    /** Set under the lock of the connections, and removed by the thread that ends the call. */
    private volatile @Nullable Http1Call call;

    private volatile boolean isDetached;

    /**
     * Makes a connection that opens next.
     *
     * @param first the only call for which it is; {@code null} when it is for any
     */
    Http1Connection(EndPoint endPoint, HttpClient client, Http1Connections connections, @Nullable Http1Call first) {
        super(endPoint, client.getExecutor());
        this.connections = connections;
        this.first = first;
        reader = new AnswerReader(endPoint, client.getByteBufferPool());
    }

    AnswerReader reader() {
        return reader;
    }

    /** Called under the lock of the connections. */
    void assign(Http1Call newCall, boolean isReused) {
        call = newCall;
        newCall.assign(this, isReused);
    }

    @Override
    public void onOpen() {
        super.onOpen();
        awaitBytes();
        connections.opened(this, first);
    }

    /** Calls back when there is something to read, or the connection has ended. */
    void awaitBytes() {
        var unused = getEndPoint().tryFillInterested(fillable);
    }

    @Override
    public void onFillable() {
        Http1Call present = call;
        if (present == null && connections.takeIdle(this)) {
            lookWhileIdle();
            return;
        }
        // Whoever took it from among the idle ones has set it by now; there is none if the connection is about to
        // close.
        present = call;
        if (present != null) {
            present.readable();
        }
    }

    /** Something has come that nobody asked for: the end, as a rule; over TLS perhaps nothing that is for us. */
    private void lookWhileIdle() {
        if (reader.isQuiet()) {
            connections.release(this);
        } else {
            close();
        }
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        fail(cause);
    }

    private void fail(Throwable cause) {
        Http1Call present = call;
        if (present == null && connections.takeIdle(this)) {
            close();
            return;
        }
        present = call;
        if (present != null) {
            present.abort(cause);
        }
    }

    @Override
    public boolean onIdleExpired(TimeoutException timeout) {
        Http1Call present = call;
        if (present != null && present.isSilentFor(getEndPoint().getIdleTimeout())) {
            present.abort(timeout);
        } else if (present == null && connections.takeIdle(this)) {
            close();
        }
        // If neither, somebody has just taken it, and the worker's time begins now.
        return false;
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        connections.remove(this);
        if (isDetached) {
            reader.release();
        }
        fail(Objects.requireNonNullElseGet(cause, ClosedChannelException::new));
    }

    /** The call has ended, and the next may come. */
    void release() {
        reader.release();
        call = null;
        connections.release(this);
    }

    /** The call has ended, or is to be sent elsewhere, and nothing else may come. */
    void endWithCall() {
        reader.release();
        call = null;
        close();
    }

    /** The call has ended, and whoever sent it goes on with the connection in another protocol. */
    void detach() {
        isDetached = true;
        call = null;
        connections.remove(this);
    }

    @Override
    public void close() {
        connections.remove(this);
        getEndPoint().close();
    }

    @Override
    public @Nullable ByteBuffer onUpgradeFrom() {
        return reader.rest();
    }
}
