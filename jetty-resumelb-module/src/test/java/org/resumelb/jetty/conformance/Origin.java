package org.resumelb.jetty.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The worker behind a proxy: hands each request's connection to the script; its management path answers 404. */
final class Origin implements AutoCloseable {
    private final ServerSocket server;
    private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
    private final List<Request> answered = new CopyOnWriteArrayList<>();
    private final int timeoutMillis;
    private volatile @Nullable String answer;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** Opens a worker whose connections wait for so long. */
    Origin(int timeoutMillis) throws IOException {
        this.timeoutMillis = timeoutMillis;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(this::accept, "origin");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread reader = new Thread(() -> serve(socket), "origin-connection");
                reader.setDaemon(true);
                reader.start();
            }
        } catch (IOException e) {
            // Closed: the end of this thread.
        }
    }

    private void serve(Socket socket) {
        try {
            Wire wire = new Wire(socket, timeoutMillis);
            String head = wire.readHead();
            if (head.startsWith("GET /.resumelb")) {
                wire.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                wire.close();
                return;
            }
            // Probes of the management path are left alone when a case ends.
            sockets.add(socket);
            if (!head.isEmpty() && answer != null) {
                String body = wire.readBody(head).text();
                answered.add(new Request(head, body));
                wire.send(answer);
                wire.close();
            } else if (!head.isEmpty()) {
                peers.add(new Peer(wire, head));
            }
        } catch (IOException e) {
            // The proxy went away.
        }
    }

    /** Until the case ends, answers each request without a script. */
    void answerBySelf(String with) {
        answer = with;
    }

    /** What was answered so. */
    List<Request> answered() {
        return List.copyOf(answered);
    }

    /** The next request's connection, its head read. */
    Peer next(int timeoutMillis) throws InterruptedException {
        Peer peer = peers.poll(timeoutMillis, TimeUnit.MILLISECONDS);
        if (peer == null) {
            throw new AssertionError("no request came to the worker");
        }
        return peer;
    }

    /** A request that came already; {@code null} when none did. */
    @Nullable
    Peer present() {
        return peers.poll();
    }

    /** Ends what a script has left behind. */
    void clear() throws IOException {
        peers.clear();
        answer = null;
        answered.clear();
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        server.close();
        clear();
    }

    /** A request as it came. */
    record Request(String head, String body) {}

    /** A connection from the proxy, and the head of the request on it. */
    record Peer(Wire wire, String head) {
        String body() throws IOException {
            return wire.readBody(head).text();
        }
    }
}
