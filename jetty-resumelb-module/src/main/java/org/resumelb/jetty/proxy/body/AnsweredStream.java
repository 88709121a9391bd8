package org.resumelb.jetty.proxy.body;

import org.eclipse.jetty.server.HttpStream;

/**
 * A client's stream of HTTP/2 that may be answered before its body has ended. What is not read by then is no error (RFC
 * 9113, section 8.1), and said to be none: with any other word clients throw the answer away. Jetty, as of 12.1.12, would
 * say CANCEL. Thread-safe.
 */
public final class AnsweredStream extends HttpStream.Wrapper {
    private volatile boolean answered;

    /** Stands in the place of a stream. */
    public AnsweredStream(HttpStream wrapped) {
        super(wrapped);
    }

    /** The whole answer is written, and not the whole body read. */
    public void answered() {
        answered = true;
    }

    @Override
    public void succeeded() {
        if (answered) {
            super.failed(HttpStream.CONTENT_NOT_CONSUMED);
        } else {
            super.succeeded();
        }
    }

    @Override
    public void failed(Throwable failure) {
        super.failed(answered ? HttpStream.CONTENT_NOT_CONSUMED : failure);
    }
}
