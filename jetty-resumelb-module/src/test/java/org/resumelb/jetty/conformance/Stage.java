package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.same;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.resumelb.jetty.testing.http2.Http2Connection;

/** Where a case is played: a client's connections to a proxy, and the worker behind it, each in its protocol. */
final class Stage implements Closeable {
    private static final String NEXT = "GET /next HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String NEXT_ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnext";

    private final int port;
    private final Front front;
    private final Origin origin;
    private final int timeoutMillis;
    private final List<Closeable> connections = new ArrayList<>();

    Stage(int port, Front front, Origin origin, int timeoutMillis) {
        this.port = port;
        this.front = front;
        this.origin = origin;
        this.timeoutMillis = timeoutMillis;
    }

    Front front() {
        return front;
    }

    Back back() {
        return origin.back();
    }

    /** A client's exchange on a new connection to the proxy. */
    End client() throws IOException {
        return front == Front.HTTP1 ? new Http1Client(wire()) : new Http2End(http2().open(), true, timeoutMillis);
    }

    /** A client's new connection, for what only HTTP/1.1 can say. */
    Wire wire() throws IOException {
        Wire wire = Wire.to(port, timeoutMillis);
        connections.add(wire);
        return wire;
    }

    /** A client's new connection, for what only HTTP/2 can say. */
    Http2Connection http2() throws IOException {
        Http2Connection connection = Http2Connection.to(port);
        connections.add(connection);
        return connection;
    }

    /** A client's exchange on a stream of a new connection. */
    Http2End http2Client() throws IOException {
        return new Http2End(http2().open(), true, timeoutMillis);
    }

    /** The worker's exchange with the next request that comes to it. */
    End worker() throws InterruptedException {
        return origin.next(timeoutMillis);
    }

    /** The bare connection of the next request that comes to a worker of HTTP/1.1. */
    Wire workerWire() throws InterruptedException {
        return ((Http1Worker) worker()).wire();
    }

    Origin origin() {
        return origin;
    }

    /** Whatever was answered, the next request on the client's connection, if it is kept, gets its own answer. */
    void playNext(End client, Message answer) throws IOException, InterruptedException {
        End again;
        if (client instanceof Http2End http2) {
            if (http2.stream().connection().ended()) {
                return;
            }
            again = new Http2End(http2.stream().connection().open(), true, timeoutMillis);
        } else {
            boolean kept = answer.head().startsWith("HTTP/1.1")
                    && answer.values("Connection").stream().noneMatch("close"::equalsIgnoreCase);
            if (!kept) {
                return;
            }
            again = client;
        }
        again.send(NEXT);
        End worker = workerOf(again);
        same("/next", worker.read().target());
        worker.send(NEXT_ANSWER);
        Message next = again.read();
        same(200, next.status());
        same("next", next.body());
    }

    private End workerOf(End client) throws IOException, InterruptedException {
        try {
            return worker();
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; the client got " + client.read(), e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Closeable connection : connections) {
            connection.close();
        }
        origin.clear();
    }
}
