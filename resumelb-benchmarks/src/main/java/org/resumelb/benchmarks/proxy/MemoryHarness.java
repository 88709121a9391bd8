package org.resumelb.benchmarks.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What connections that do nothing cost the load balancer in memory: clients between two requests, WebSockets, event streams
 * after their first event. Arguments: kinds and numbers in turn, by default {@code idle 10000 tunnels 10000 streams 2000}.
 * The load balancer has a heap of 512 MB.
 */
final class MemoryHarness {
    private static final String NO_RESUME = "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n";
    private static final int BACKLOG = 4_096;

    private MemoryHarness() {}

    public static void main(String[] arguments) throws Exception {
        List<String> all = arguments.length > 0
                ? List.of(arguments)
                : List.of("idle", "10000", "tunnels", "10000", "streams", "2000");
        if (!String.join(" ", all).matches("((idle|tunnels|streams) [1-9]\\d{0,5} ?)+")) {
            System.err.println(
                    String.join(" ", all) + " (expected: idle, tunnels or streams, each with a number behind it)");
            System.exit(2);
        }
        System.out.println(
                "| connections | heap, KB each | direct, KB each | resident, KB each | heap, MB | resident, MB |\n"
                        + "|---|---|---|---|---|---|");
        for (int i = 0; i < all.size(); i += 2) {
            measure(Kind.valueOf(all.get(i).toUpperCase(Locale.ROOT)), Integer.parseInt(all.get(i + 1)));
        }
    }

    /** What clients ask for, and how the answer begins that a worker then leaves open. */
    private enum Kind {
        IDLE("""
                User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36\r
                Accept-Language: de,en-US;q=0.7,en;q=0.3\r
                Cookie: session=0123456789abcdef0123456789abcdef\r
                """, """
                HTTP/1.1 200 OK\r
                Content-Length: 2\r
                \r
                ok""", "ok"),
        TUNNELS("""
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                """, """
                HTTP/1.1 101 Switching Protocols\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
                \r
                """, "\r\n\r\n"),
        STREAMS("""
                Accept: text/event-stream\r
                """, """
                HTTP/1.1 200 OK\r
                Content-Type: text/event-stream\r
                Transfer-Encoding: chunked\r
                \r
                9\r
                data: 1

                \r
                """, "data: 1\n\n");

        private final String request;
        private final String answer;
        private final String seen;

        Kind(String fields, String answer, String seen) {
            request = "GET / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n";
            this.answer = answer;
            this.seen = seen;
        }
    }

    private static void measure(Kind kind, int number) throws IOException, InterruptedException {
        List<Socket> clients = new ArrayList<>();
        try (ServerSocket worker = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            List<Socket> held = Collections.synchronizedList(new ArrayList<>());
            serve(worker, kind, held);
            try (Rival balancer = Rival.jetty(
                    "resumelb",
                    "http://127.0.0.1:" + worker.getLocalPort(),
                    List.of("-Dresumelb.maxConnectionsPerWorker=20000"))) {
                open(balancer, kind, 200, clients);
                Rival.Memory before = balancer.memory();
                open(balancer, kind, number, clients);
                Rival.Memory with = balancer.memory();
                System.out.printf(
                        Locale.ROOT,
                        "| %,d %s | %.1f | %.1f | %.1f | %.0f | %.0f |%n",
                        number,
                        kind.name().toLowerCase(Locale.ROOT),
                        (with.heapBytes() - before.heapBytes()) / 1024.0 / number,
                        (with.directBytes() - before.directBytes()) / 1024.0 / number,
                        (with.residentKib() - before.residentKib()) / (double) number,
                        with.heapBytes() / 1024.0 / 1024.0,
                        with.residentKib() / 1024.0);
            } finally {
                for (Socket socket : clients) {
                    socket.close();
                }
                for (Socket socket : held) {
                    socket.close();
                }
            }
        }
    }

    private static void open(Rival balancer, Kind kind, int number, List<Socket> clients) throws IOException {
        for (int i = 0; i < number; i++) {
            Socket client = new Socket(InetAddress.getLoopbackAddress(), balancer.port());
            client.setSoTimeout(60_000);
            // What a server keeps for a connection that is used again, it keeps from the second request on.
            for (int j = 0; j < (kind == Kind.IDLE ? 2 : 1); j++) {
                ask(client, kind);
            }
            clients.add(client);
        }
    }

    private static void ask(Socket client, Kind kind) throws IOException {
        client.getOutputStream().write(kind.request.getBytes(StandardCharsets.US_ASCII));
        String answer = readUntil(client.getInputStream(), kind.seen);
        if (answer.startsWith("HTTP/1.1 5") || answer.isEmpty()) {
            throw new IOException(kind + ": " + answer);
        }
    }

    private static String readUntil(InputStream in, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int b = in.read();
            if (b < 0) {
                return read.toString();
            }
            read.append((char) b);
        }
        return read.toString();
    }

    private static void serve(ServerSocket worker, Kind kind, List<Socket> held) {
        inThread(() -> {
            while (true) {
                Socket socket = worker.accept();
                held.add(socket);
                inThread(() -> answer(socket, kind));
            }
        });
    }

    /** Answers what comes over a connection; once it is held open, nobody waits for more. */
    private static void answer(Socket socket, Kind kind) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream(), 512);
        while (true) {
            String head = readUntil(in, "\r\n\r\n");
            if (head.isEmpty()) {
                return;
            }
            boolean resume = head.startsWith("GET /.resumelb/");
            socket.getOutputStream().write((resume ? NO_RESUME : kind.answer).getBytes(StandardCharsets.US_ASCII));
            if (!resume && kind != Kind.IDLE) {
                return;
            }
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void inThread(Task task) {
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // Closed: the measurement has ended.
                    }
                },
                "worker",
                64 * 1024);
        thread.setDaemon(true);
        thread.start();
    }
}
