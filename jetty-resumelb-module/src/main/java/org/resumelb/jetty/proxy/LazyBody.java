package org.resumelb.jetty.proxy;

import java.util.function.Supplier;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * A request body that is read from the client only when a worker takes it: not before there is a connection, so that
 * another worker can be tried when there is none, and not before the worker has said 100 Continue, if the client waits
 * for that. Thread-safe under its monitor, which is not held while the body itself is read.
 */
final class LazyBody implements Request.Content {
    private final Supplier<Request.Content> opener;
    private final long length;

    // Guarded by this.
    private boolean allowed;
    private @Nullable Runnable demandWhenAllowed;
    private Request.@Nullable Content opened;

    /**
     * Makes a body.
     *
     * @param length in bytes, -1 when it is not known
     * @param allowed whether it may be read without {@link #allow()}
     * @param opener begins to read from the client; called at most once
     */
    LazyBody(long length, boolean allowed, Supplier<Request.Content> opener) {
        this.opener = opener;
        this.length = length;
        this.allowed = allowed;
    }

    /** Lets the body be read. */
    void allow() {
        Runnable waiting;
        synchronized (this) {
            allowed = true;
            waiting = demandWhenAllowed;
            demandWhenAllowed = null;
        }
        if (waiting != null) {
            open().demand(waiting);
        }
    }

    private synchronized boolean mustWait(@Nullable Runnable demand) {
        if (!allowed && demand != null) {
            demandWhenAllowed = demand;
        }
        return !allowed;
    }

    private synchronized Request.Content open() {
        Request.Content content = opened;
        if (content == null) {
            content = opener.get();
            opened = content;
        }
        return content;
    }

    @Override
    public @Nullable String getContentType() {
        return null;
    }

    @Override
    public long getLength() {
        return length;
    }

    @Override
    public Content.@Nullable Chunk read() {
        return mustWait(null) ? null : open().read();
    }

    @Override
    public void demand(Runnable demandCallback) {
        if (!mustWait(demandCallback)) {
            open().demand(demandCallback);
        }
    }

    @Override
    public void fail(Throwable failure) {
        Request.Content content;
        synchronized (this) {
            content = opened;
        }
        if (content != null) {
            content.fail(failure);
        }
    }
}
