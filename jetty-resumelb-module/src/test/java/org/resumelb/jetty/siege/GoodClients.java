package org.resumelb.jetty.siege;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.resumelb.jetty.testing.http2.Field;
import org.resumelb.jetty.testing.http2.Http2Connection;
import org.resumelb.jetty.testing.http2.Http2Event;
import org.resumelb.jetty.testing.http2.Http2Stream;

/**
 * Clients that ask one thing after the other, half of them over HTTP/2, and expect each answer to be right. They think
 * between requests, so that the processor is not all theirs.
 */
final class GoodClients {
    private static final int CLIENTS = 20;
    private static final int LIMIT_MILLIS = 60_000;
    private static final int THINKING_MILLIS = 20;

    private final int port;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

    GoodClients(int port) {
        this.port = port;
    }

    /** What is known of a client over HTTP/1.1, for the message when one fails. */
    private static final class Http1Life {
        private String before = "";
        private long answeredNanos = System.nanoTime();

        void answered(String head) {
            before = head;
            answeredNanos = System.nanoTime();
        }

        @Override
        public String toString() {
            return "answered last " + (System.nanoTime() - answeredNanos) / 1_000_000 + " ms ago with " + before;
        }
    }

    /** Sends a request and reads the answer's body. */
    private interface Ask {
        String ask(String target) throws IOException;
    }

    /** Has all of them ask until it is over. */
    void run(BooleanSupplier over) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int client = i;
            threads.add(new Thread(() -> live(client, over), "siege-good-" + i));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void live(int client, BooleanSupplier over) {
        try {
            if (client % 2 == 0) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.setTcpNoDelay(true);
                    socket.setSoTimeout(LIMIT_MILLIS);
                    InputStream in = new BufferedInputStream(socket.getInputStream());
                    Http1Life life = new Http1Life();
                    askAll(client, over, target -> ask(client, socket, in, target, life));
                }
            } else {
                try (Http2Connection connection = Http2Connection.to(port)) {
                    askAll(client, over, target -> ask(client, connection.open(), target));
                }
            }
        } catch (IOException | RuntimeException e) {
            failures.add("client " + client + ": " + e);
        }
    }

    private void askAll(int client, BooleanSupplier over, Ask ask) throws IOException {
        for (int i = 0; !over.getAsBoolean(); i++) {
            String target = "/good/" + client + "/" + i;
            long start = System.nanoTime();
            String body = ask.ask(target);
            nanos.add(System.nanoTime() - start);
            if (!body.equals(target)) {
                failures.add(target + ": " + body);
                return;
            }
            Attack.pause(THINKING_MILLIS);
        }
    }

    private static String ask(int client, Socket socket, InputStream in, String target, Http1Life life)
            throws IOException {
        String request = "GET " + target + " HTTP/1.1\r\nHost: site" + client + ".example\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("no answer to " + target + " but '" + head + "', " + life);
            }
            head.append((char) b);
        }
        if (!head.toString().startsWith("HTTP/1.1 200")) {
            throw new IOException(target + ": " + head);
        }
        life.answered(head.toString());
        return new String(in.readNBytes(target.length()), ISO_8859_1);
    }

    private static String ask(int client, Http2Stream stream, String target) throws IOException {
        String host = "site" + client + ".example";
        stream.head(Field.list(":method", "GET", ":scheme", "http", ":authority", host, ":path", target), true);
        StringBuilder body = new StringBuilder();
        while (true) {
            Http2Event event = stream.next(LIMIT_MILLIS);
            if (event instanceof Http2Event.Head head) {
                if (!Field.first(head.fields(), ":status").equals("200")) {
                    throw new IOException(target + ": " + head);
                }
            } else if (event instanceof Http2Event.Data data) {
                body.append(data.text());
                if (data.last()) {
                    return body.toString();
                }
            } else {
                throw new IOException(target + ": " + event);
            }
        }
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    int answers() {
        return nanos.size();
    }

    /** Makes what follows all that is measured. */
    void forgetTimes() {
        nanos.clear();
    }

    /** How long the slowest of a hundred requests took. */
    double p99Millis() {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) (sorted.length * 0.99)] / 1e6;
    }
}
