package org.resumelb.jetty.proxy;

import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * A request body that is read from the client only when a worker takes it: not before there is a connection, so that
 * another worker can be tried when there is none, and not before the worker has said 100 Continue, if the client waits
 * for that. The client calls it by one thread at a time.
 */
final class LazyBody implements Request.Content {
    private final Opener opener;
    private final long length;
    private Request.@Nullable Content opened;

    /** Makes a body of a length in bytes, -1 when it is not known. */
    LazyBody(long length, Opener opener) {
        this.opener = opener;
        this.length = length;
    }

    private Request.Content open() {
        Request.Content content = opened;
        if (content == null) {
            content = opener.open();
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
        return open().read();
    }

    @Override
    public void demand(Runnable demandCallback) {
        open().demand(demandCallback);
    }

    @Override
    public void fail(Throwable failure) {
        Request.Content content = opened;
        if (content != null) {
            content.fail(failure);
        }
    }

    /** Begins to read from the client. */
    interface Opener {
        Request.Content open();
    }
}
