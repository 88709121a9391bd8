package org.resumelb.jetty.siege;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.resumelb.jetty.testing.http2.Field;
import org.resumelb.jetty.testing.http2.Http2Connection;
import org.resumelb.jetty.testing.http2.Http2Stream;

/**
 * What hostile clients do. Each attack holds a bounded number of connections and makes a bounded number of them per second,
 * since what it is about is not the share of the processor that the load balancer has.
 */
final class Attacks {
    /** Longer than what a slow body has for nothing, so that such attacks meet the limits that are for them. */
    private static final int ROUND_MILLIS = 15_000;

    private static final int STEP_MILLIS = 200;
    private static final int ROUND_PAUSE_MILLIS = 100;
    private static final String POST = "POST /upload HTTP/1.1\r\nHost: slow.example\r\n";

    private Attacks() {}

    static Map<String, Attack> all() {
        Map<String, Attack> attacks = new LinkedHashMap<>();
        attacks.put("slow heads", drip(50, "GET /x HTTP/1.1\r\nHost: h\r\nX-A: "));
        attacks.put("slow uploads", drip(30, POST + "Content-Length: 100000\r\n\r\n"));
        attacks.put("slow chunks", drip(20, POST + "Transfer-Encoding: chunked\r\n\r\n100000\r\n"));
        attacks.put("slow readers", Attacks::readSlowly);
        attacks.put("slow readers of HTTP/2", Attacks::readSlowlyOverHttp2);
        attacks.put("slow uploads of HTTP/2", Attacks::uploadSlowlyOverHttp2);
        attacks.put("idle connections", drip(100, ""));
        attacks.put("idle connections of HTTP/2", Attacks::idleOverHttp2);
        attacks.put("odd hosts", Attacks::oddHosts);
        attacks.put("many hosts", Attacks::manyHosts);
        attacks.put("odd requests", Attacks::oddRequests);
        attacks.put("resets", Attacks::reset);
        attacks.put("rapid resets of HTTP/2", Attacks::resetOverHttp2);
        attacks.put("lengths that lie over HTTP/2", Attacks::lieOverHttp2);
        return attacks;
    }

    private static Socket connect(int port, String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ROUND_MILLIS);
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        return socket;
    }

    private static void close(List<? extends Closeable> connections) throws IOException {
        for (Closeable connection : connections) {
            connection.close();
        }
    }

    /** Connections that say how they begin, and then a letter now and then; without a beginning they say nothing. */
    private static Attack drip(int count, String beginning) {
        return (port, over) -> {
            List<Socket> sockets = new ArrayList<>();
            try {
                for (int i = 0; i < count; i++) {
                    sockets.add(connect(port, beginning));
                }
                for (int at = 0; at < ROUND_MILLIS && !over.getAsBoolean(); at += STEP_MILLIS) {
                    Attack.pause(STEP_MILLIS);
                    if (!beginning.isEmpty()) {
                        for (Socket socket : sockets) {
                            socket.getOutputStream().write('a');
                        }
                    }
                }
            } finally {
                close(sockets);
            }
        };
    }

    private static void readSlowly(int port, BooleanSupplier over) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                sockets.add(connect(port, "GET /big HTTP/1.1\r\nHost: big.example\r\n\r\n"));
            }
            for (int at = 0; at < ROUND_MILLIS && !over.getAsBoolean(); at += STEP_MILLIS) {
                Attack.pause(STEP_MILLIS);
                for (Socket socket : sockets) {
                    var unused = socket.getInputStream().readNBytes(1_000);
                }
            }
        } finally {
            close(sockets);
        }
    }

    private static void readSlowlyOverHttp2(int port, BooleanSupplier over) throws IOException {
        try (Http2Connection connection = Http2Connection.slowReader(port, 10)) {
            List<Http2Stream> streams = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Http2Stream stream = connection.open();
                stream.head(head("GET", "big.example", "/big"), true);
                streams.add(stream);
            }
            for (int at = 0; at < ROUND_MILLIS && !over.getAsBoolean(); at += STEP_MILLIS) {
                Attack.pause(STEP_MILLIS);
                for (Http2Stream stream : streams) {
                    stream.update(1);
                }
            }
        }
    }

    private static void uploadSlowlyOverHttp2(int port, BooleanSupplier over) throws IOException {
        try (Http2Connection connection = Http2Connection.to(port)) {
            List<Http2Stream> streams = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Http2Stream stream = connection.open();
                stream.head(head("POST", "slow.example", "/upload"), false);
                streams.add(stream);
            }
            for (int at = 0; at < ROUND_MILLIS && !over.getAsBoolean(); at += STEP_MILLIS) {
                Attack.pause(STEP_MILLIS);
                for (Http2Stream stream : streams) {
                    stream.data("a", false);
                }
            }
        }
    }

    private static void idleOverHttp2(int port, BooleanSupplier over) throws IOException {
        List<Http2Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                connections.add(Http2Connection.to(port));
            }
            for (int at = 0; at < ROUND_MILLIS && !over.getAsBoolean(); at += STEP_MILLIS) {
                Attack.pause(STEP_MILLIS);
            }
        } finally {
            close(connections);
        }
    }

    private static List<Field> head(String method, String host, String path) {
        return Field.list(":method", method, ":scheme", "http", ":authority", host, ":path", path);
    }

    private static void oddHosts(int port, BooleanSupplier over) throws IOException {
        for (String host :
                List.of("<".repeat(7_000), "\u0001", "a b", "u:p@h", "h:99999999999", "[::", "\u00ff".repeat(3_000))) {
            askOnce(port, "GET /x HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        }
        Attack.pause(ROUND_PAUSE_MILLIS);
    }

    private static void manyHosts(int port, BooleanSupplier over) throws IOException {
        int host = new Random().nextInt(2_000);
        askOnce(port, "GET /x HTTP/1.1\r\nHost: odd" + host + ".example\r\nConnection: close\r\n\r\n");
        Attack.pause(20);
    }

    private static void oddRequests(int port, BooleanSupplier over) throws IOException {
        for (String request : List.of(
                "\u0016\u0003\u0001\u0002\0\u0001\0",
                "GET\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nnonsense",
                "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")) {
            try (Socket socket = connect(port, request)) {
                Attack.pause(2);
                socket.setSoLinger(true, 0);
            }
        }
        Attack.pause(ROUND_PAUSE_MILLIS);
    }

    private static void askOnce(int port, String request) throws IOException {
        try (Socket socket = connect(port, request)) {
            var unused = socket.getInputStream().readAllBytes();
        }
    }

    private static void reset(int port, BooleanSupplier over) throws IOException {
        try (Socket socket = connect(port, "GET /x HTTP/1.1\r\nHost: reset.example\r\n\r\n")) {
            socket.setSoLinger(true, 0);
        }
        Attack.pause(10);
    }

    private static void resetOverHttp2(int port, BooleanSupplier over) throws IOException {
        try (Http2Connection connection = Http2Connection.to(port)) {
            for (int i = 0; i < 100 && !connection.ended(); i++) {
                Http2Stream stream = connection.open();
                stream.head(head("GET", "reset.example", "/x"), true);
                stream.reset(Http2Stream.CANCEL);
            }
        }
        Attack.pause(ROUND_PAUSE_MILLIS);
    }

    private static void lieOverHttp2(int port, BooleanSupplier over) throws IOException {
        try (Http2Connection connection = Http2Connection.to(port)) {
            for (int i = 0; i < 20 && !connection.ended(); i++) {
                List<Field> head = new ArrayList<>(head("POST", "lie.example", "/x"));
                head.add(new Field("content-length", "5"));
                connection.open().head(head, true);
            }
            for (int at = 0; at < ROUND_MILLIS && !over.getAsBoolean(); at += STEP_MILLIS) {
                Attack.pause(STEP_MILLIS);
            }
        }
    }
}
