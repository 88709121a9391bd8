package org.resumelb.jetty.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A worker of which a test writes every byte. Its management path answers 404. */
final class RawWorker implements AutoCloseable {
    private final ServerSocket server;
    private final Script script;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();

    RawWorker(Script script) throws IOException {
        this(0, script);
    }

    RawWorker(int port, Script script) throws IOException {
        this.script = script;
        server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        start(() -> {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                start(() -> serve(socket));
            }
        });
    }

    /** What is done with a request; the connection serves the next one unless it was closed. */
    interface Script {
        void serve(String head, Socket socket) throws IOException, InterruptedException;
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException e) {
                        // Closed, by this side or the other.
                    }
                },
                "raw-worker");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        boolean used = false;
        try (socket) {
            InputStream in = socket.getInputStream();
            for (String head = RequestHead.read(in); !head.isEmpty(); head = RequestHead.read(in)) {
                if (head.startsWith("GET /.resumelb")) {
                    write(socket, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
                } else {
                    requests.incrementAndGet();
                    connections.addAndGet(used ? 0 : 1);
                    used = true;
                    script.serve(head, socket);
                }
                if (socket.isClosed()) {
                    return;
                }
            }
        } finally {
            sockets.remove(socket);
        }
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Requests so far, those for the management path apart. */
    int requests() {
        return requests.get();
    }

    /** Connections over which such requests came. */
    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
