package org.resumelb.jetty.siege;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A worker that serves requests well, and whose résumé is another lie with each connection, which it soon cuts. */
final class LyingWorker implements AutoCloseable {
    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream;charset=utf-8\r\nConnection: close\r\n\r\n";
    private static final int LIES = 7;
    private static final int FLOOD = 20_000;

    private final ServerSocket server = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger streams = new AtomicInteger();

    LyingWorker() throws IOException {
        threads.execute(() -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    threads.execute(() -> serve(socket));
                }
            } catch (IOException e) {
                // Closed: the end of this thread.
            }
        });
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** How often its résumé was asked for. */
    int streams() {
        return streams.get();
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                String target = head.split(" ", 3)[1];
                if (target.startsWith("/.resumelb")) {
                    write(socket, STREAM);
                    lie(socket, streams.getAndIncrement() % LIES);
                    return;
                }
                in.skipNBytes(length(head));
                write(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + target.length() + "\r\n\r\n" + target);
            }
        } catch (IOException e) {
            // The other side went away.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.append((char) b);
        }
        return head.toString();
    }

    private static long length(String head) {
        int at = head.toLowerCase(Locale.ROOT).indexOf("\r\ncontent-length:");
        return at < 0
                ? 0
                : Long.parseLong(
                        head.substring(at + 17, head.indexOf("\r\n", at + 2)).strip());
    }

    private static void lie(Socket socket, int kind) throws IOException {
        switch (kind) {
            case 0 -> event(socket, "\"site1.example\":{\"score\":1e300,\"requests\":1e9,\"missMillis\":0}");
            case 1 -> event(socket, "\"site1.example\":{\"score\":-1,\"requests\":-5}");
            case 2 -> event(socket, "\"" + "c".repeat(100_000) + "\":{\"score\":1,\"requests\":1}");
            case 3 -> write(socket, "event: resume\ndata: no JSON at all {{{\n\n");
            case 4 -> {
                for (int i = 0; i < FLOOD; i++) {
                    write(socket, "event: load\ndata: {\"inFlight\":" + i + "}\n\n");
                }
            }
            case 5 -> {
                for (int i = 0; i < FLOOD; i++) {
                    write(socket, "a line without an end ".repeat(20));
                }
            }
            default -> write(socket, ":");
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }

    private static void event(Socket socket, String classes) throws IOException {
        write(
                socket,
                "event: resume\ndata: {\"format\":1,\"worker\":\"w\",\"generation\":1,\"classifier\":null,\"inFlight\":0,"
                        + "\"classes\":{" + classes + "}}\n\n");
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
