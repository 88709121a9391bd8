package org.resumelb.jetty.proxy;

import java.io.IOException;

/** A worker that does wrong what can be done wrong. */
interface ChaosWorker extends AutoCloseable {
    /** What may become of a request. */
    enum Deed {
        ANSWER,
        /** The answer is begun, and comes in parts. */
        TRICKLE,
        RESET,
        RESET_IN_HEADERS,
        CUT_BODY,
        HANG,
        GARBAGE,
        ERROR,
        UNAVAILABLE
    }

    /** The address, with the protocol if that is not HTTP/1.1. */
    String url();

    /** Drops all connections, refuses new ones, and is there again, unless somebody took its port: then it stays away. */
    void restart() throws IOException;

    @Override
    void close() throws IOException;
}
