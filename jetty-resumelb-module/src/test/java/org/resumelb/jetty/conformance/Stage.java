package org.resumelb.jetty.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where a case is played: a client's connections to a proxy, and the worker behind it. */
final class Stage implements AutoCloseable {
    private final int port;
    private final Origin origin;
    private final int timeoutMillis;
    private final List<Wire> clients = new ArrayList<>();

    Stage(int port, Origin origin, int timeoutMillis) {
        this.port = port;
        this.origin = origin;
        this.timeoutMillis = timeoutMillis;
    }

    /** A client's new connection to the proxy. */
    Wire client() throws IOException {
        Wire client = Wire.to(port, timeoutMillis);
        clients.add(client);
        return client;
    }

    /** The connection on which the worker gets the next request. */
    Origin.Peer worker() throws InterruptedException {
        return origin.next(timeoutMillis);
    }

    Origin origin() {
        return origin;
    }

    @Override
    public void close() throws IOException {
        for (Wire client : clients) {
            client.close();
        }
        origin.clear();
    }
}
