package org.resumelb.jetty.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A worker of a few lines without a résumé. It keeps connections alive, and closes each, when told to, as the next
 * request arrives over it; or dies of a request as a process does, with its port and all connections.
 */
final class IdleClosingWorker implements AutoCloseable {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String NOT_FOUND = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean closesIdle;
    private volatile boolean dies;

    IdleClosingWorker() throws IOException {
        start(() -> {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                start(() -> serve(socket));
            }
        });
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
                "idle-closing-worker");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        try (socket) {
            boolean used = false;
            InputStream in = socket.getInputStream();
            for (String head = RequestHead.read(in); !head.isEmpty(); head = RequestHead.read(in)) {
                boolean managing = head.startsWith("GET /.resumelb");
                if (!managing && dies) {
                    close();
                    return;
                }
                if (!managing && used && closesIdle) {
                    closed.incrementAndGet();
                    return;
                }
                if (!managing) {
                    held.incrementAndGet();
                    gate.await();
                    answered.incrementAndGet();
                    used = true;
                }
                socket.getOutputStream().write((managing ? NOT_FOUND : OK).getBytes(StandardCharsets.US_ASCII));
            }
        } finally {
            sockets.remove(socket);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** From now on closes a connection that has had an answer as the next request arrives. */
    void closeIdle() {
        closesIdle = true;
    }

    /** The next request ends it. */
    void dieOfTheNext() {
        dies = true;
    }

    boolean isDead() {
        return server.isClosed();
    }

    /** From now on answers nothing. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    /** Answers again. */
    void release() {
        gate.countDown();
    }

    /** How many requests have come, but those that met the end of their connection. */
    int held() {
        return held.get();
    }

    /** How many requests were answered. */
    int answered() {
        return answered.get();
    }

    /** How many connections were closed as a request arrived. */
    int closed() {
        return closed.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
