package org.resumelb.jetty.proxy.body;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.client.RequestBody;
import org.resumelb.jetty.proxy.headers.Trailers;

/**
 * A client's body as one attempt sends it. It is read only when a worker takes it: not before there is a connection, so
 * that another worker can be tried when there is none, and not before {@link #allow}, if the client waits for leave to
 * send. Thread-safe under its monitor, which is not held while the body itself is read.
 */
public final class LazyBody implements RequestBody {
    private final ClientBody body;
    private final int turn;

    // Guarded by this.
    private boolean allowed;
    private boolean taken;
    private @Nullable Throwable failure;
    private @Nullable Runnable demandWhenAllowed;

    /** The body's next reader. */
    public LazyBody(ClientBody body, boolean allowed) {
        this.body = body;
        turn = body.takeTurn();
        this.allowed = allowed;
    }

    public synchronized boolean isHeldBack() {
        return !allowed;
    }

    /** Lets the body be read. */
    public void allow() {
        Runnable waiting;
        synchronized (this) {
            allowed = true;
            waiting = demandWhenAllowed;
            demandWhenAllowed = null;
        }
        if (waiting != null) {
            body.demand(turn, waiting);
        }
    }

    /** Whether the whole body was handed to the worker's connection, though it need not have arrived. */
    public synchronized boolean isTaken() {
        return taken;
    }

    /** Those that a worker may see. */
    @Override
    public @Nullable HttpFields trailers() {
        return Trailers.allowed(body.trailers());
    }

    /** Whether the worker waits for the client to send more. */
    public boolean awaitsClient() {
        return body.awaitsClient();
    }

    @Override
    public long getLength() {
        return body.length();
    }

    @Override
    public Content.@Nullable Chunk read() {
        synchronized (this) {
            if (failure != null) {
                return Content.Chunk.from(failure);
            }
            if (!allowed) {
                return null;
            }
        }
        Content.Chunk chunk = body.read(turn);
        if (chunk != null && chunk.isLast()) {
            synchronized (this) {
                taken = true;
            }
        }
        return chunk;
    }

    @Override
    public void demand(Runnable demandCallback) {
        synchronized (this) {
            if (failure == null && !allowed) {
                demandWhenAllowed = demandCallback;
                return;
            }
        }
        body.demand(turn, demandCallback);
    }

    /** This attempt reads no more; the body itself may be of use to another. */
    @Override
    public synchronized void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }
}
