package org.resumelb.jetty.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.testing.http2.Http2Connection;
import org.resumelb.jetty.testing.http2.Http2Stream;

/** The worker behind a proxy: hands each request's exchange to the script; its management path answers 404. */
final class Origin implements AutoCloseable {
    private static final String NO_RESUME = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private final ServerSocket server;
    private final Back back;
    private final BlockingQueue<End> exchanges = new LinkedBlockingQueue<>();
    private final List<Message> answered = new CopyOnWriteArrayList<>();
    private final Set<Wire> busy = ConcurrentHashMap.newKeySet();
    private final Set<Wire> idle = ConcurrentHashMap.newKeySet();
    private final Set<Http2Connection> connections = ConcurrentHashMap.newKeySet();
    private final Set<Http2End> streams = ConcurrentHashMap.newKeySet();
    private final int timeoutMillis;
    private volatile @Nullable String answer;

    /** Opens a worker whose connections wait for so long. */
    Origin(Back back, int timeoutMillis) throws IOException {
        this.back = back;
        this.timeoutMillis = timeoutMillis;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        inThread("origin", this::accept);
    }

    private static void inThread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    Back back() {
        return back;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                inThread("origin-connection", () -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: the end of this thread.
        }
    }

    private void serve(Socket socket) {
        try {
            if (back == Back.HTTP2) {
                connections.add(Http2Connection.from(socket, stream -> inThread("origin-stream", () -> serve(stream))));
            } else {
                // A kept connection is idle for as long as the proxy likes.
                serve(new Wire(socket, 0));
            }
        } catch (IOException e) {
            // The proxy went away.
        }
    }

    private void serve(Wire wire) {
        try {
            idle.add(wire);
            String head = wire.readHead();
            wire.limit(timeoutMillis);
            busy.add(wire);
            idle.remove(wire);
            if (head.startsWith("GET /.resumelb")) {
                wire.send(NO_RESUME);
                wire.close();
                busy.remove(wire);
            } else if (head.isEmpty()) {
                wire.close();
                busy.remove(wire);
            } else {
                offer(new Http1Worker(wire, head, back == Back.KEEPS, this::keep));
            }
        } catch (IOException e) {
            idle.remove(wire);
        }
    }

    private void keep(Http1Worker answered) {
        inThread("origin-connection", () -> {
            try {
                Wire wire = answered.wire();
                answered.readRest();
                wire.limit(0);
                idle.add(wire);
                busy.remove(wire);
                serve(wire);
            } catch (IOException e) {
                // The proxy went away, or never sent the rest; the connection ends with the case.
            }
        });
    }

    private void serve(Http2Stream stream) {
        try {
            Http2End end = new Http2End(stream, false, timeoutMillis);
            if (end.readHead().target().startsWith("/.resumelb")) {
                end.send(NO_RESUME);
            } else {
                streams.add(end);
                offer(end);
            }
        } catch (IOException e) {
            // The proxy went away.
        }
    }

    private void offer(End end) throws IOException {
        String present = answer;
        if (present == null) {
            exchanges.add(end);
            return;
        }
        try {
            answered.add(end.read());
            end.send(present);
        } catch (NumberFormatException e) {
            answered.add(end.readHead());
            end.leave();
        }
    }

    /** Until the case ends, answers each request without a script. */
    void answerBySelf(String with) {
        answer = with;
    }

    /** What was answered so. */
    List<Message> answered() {
        return List.copyOf(answered);
    }

    /** The next request's exchange, its head read. */
    End next(int waitMillis) throws InterruptedException {
        End end = exchanges.poll(waitMillis, TimeUnit.MILLISECONDS);
        if (end == null) {
            throw new AssertionError("no request came to the worker");
        }
        return end;
    }

    /** Ends what a script has left behind; connections that are idle stay. */
    void clear() throws IOException {
        answer = null;
        for (Http2End stream : streams) {
            end(stream);
        }
        streams.clear();
        // The proxy sees an end, and this waits until it has, so that it does not use the connection for the next case.
        for (Wire wire : busy) {
            wire.end();
        }
        busy.clear();
        exchanges.clear();
        answered.clear();
    }

    private static void end(Http2End stream) {
        try {
            if (!stream.isDone()) {
                stream.leave();
            }
        } catch (IOException e) {
            // Its connection has ended.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        clear();
        for (Wire wire : idle) {
            wire.close();
        }
        for (Http2Connection connection : connections) {
            connection.close();
        }
    }
}
