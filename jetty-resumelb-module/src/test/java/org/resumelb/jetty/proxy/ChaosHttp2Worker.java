package org.resumelb.jetty.proxy;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.resumelb.jetty.testing.http2.Field;
import org.resumelb.jetty.testing.http2.Http2Connection;
import org.resumelb.jetty.testing.http2.Http2Event;
import org.resumelb.jetty.testing.http2.Http2Stream;

/**
 * A worker of HTTP/2, frame by frame. It has a deed of its own where HTTP/1.1 sends garbage: it refuses the stream, which
 * says that the request was not begun. An answer is a head and a body, which a restart can come between.
 */
final class ChaosHttp2Worker implements ChaosWorker {
    private static final int LIMIT_MILLIS = 60_000;

    private final ChaosChance chance;
    private final Map<String, Set<Deed>> ledger;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Http2Connection> connections = ConcurrentHashMap.newKeySet();
    private final int port;
    private volatile ServerSocket listening;

    /** Starts one; what it does with each request goes into the ledger before it does it. */
    ChaosHttp2Worker(long seed, int faultsInThousand, Map<String, Set<Deed>> ledger) throws IOException {
        this.chance = new ChaosChance(seed, faultsInThousand);
        this.ledger = ledger;
        this.listening = ChaosHttp1Worker.listen(0);
        this.port = listening.getLocalPort();
        begin(listening);
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port + ";protocol=h2c";
    }

    private void begin(ServerSocket server) {
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    threads.execute(() -> serve(socket));
                } catch (IOException e) {
                    // It was closed, to restart or for good.
                }
            }
        });
    }

    private void serve(Socket socket) {
        try {
            connections.removeIf(Http2Connection::ended);
            connections.add(Http2Connection.from(socket, stream -> threads.execute(() -> serve(stream))));
        } catch (IOException e) {
            // It has ended before it began.
        }
    }

    @Override
    public void restart() throws IOException {
        listening.close();
        drop();
        try {
            listening = ChaosHttp1Worker.listen(port);
            begin(listening);
        } catch (BindException e) {
            drop();
        }
    }

    private void drop() throws IOException {
        for (Http2Connection connection : connections) {
            connection.reset();
        }
        connections.clear();
    }

    private void serve(Http2Stream stream) {
        try {
            Http2Event.Head head = (Http2Event.Head) stream.next(LIMIT_MILLIS);
            String target = Field.first(head.fields(), ":path");
            if (target.startsWith("/.resumelb")) {
                stream.head(Field.list(":status", "404"), true);
                return;
            }
            boolean whole = head.last();
            while (!whole) {
                if (!(stream.next(LIMIT_MILLIS) instanceof Http2Event.Data data)) {
                    return;
                }
                whole = data.last();
            }
            act(target, stream);
        } catch (IOException e) {
            // The stream is at its end, by either side.
        }
    }

    private void act(String target, Http2Stream stream) throws IOException {
        Deed deed = chance.deed();
        ledger.computeIfAbsent(target, it -> ConcurrentHashMap.newKeySet())
                .add(deed == Deed.ANSWER ? Deed.TRICKLE : deed);
        switch (deed) {
            case ANSWER -> {
                stream.head(Field.list(":status", "200", "content-length", "" + target.length()), false);
                stream.data(target, true);
            }
            case TRICKLE -> {
                stream.head(Field.list(":status", "200"), false);
                for (int i = 0; i < target.length(); i++) {
                    stream.data(target.substring(i, i + 1), false);
                }
                stream.data("", true);
            }
            case RESET -> stream.reset(Http2Stream.INTERNAL_ERROR);
            case GARBAGE -> stream.reset(Http2Stream.REFUSED_STREAM);
            case RESET_IN_HEADERS -> {
                stream.head(Field.list(":status", "103"), false);
                stream.reset(Http2Stream.INTERNAL_ERROR);
            }
            case CUT_BODY -> {
                stream.head(Field.list(":status", "200", "content-length", "1000"), false);
                stream.data("part", false);
                stream.reset(Http2Stream.INTERNAL_ERROR);
            }
            case HANG -> {
                // Until the other side gives up.
                var unused = stream.next(LIMIT_MILLIS);
            }
            case ERROR -> answer(stream, "500", "oh");
            case UNAVAILABLE -> answer(stream, "503", "no");
        }
    }

    private static void answer(Http2Stream stream, String status, String body) throws IOException {
        stream.head(Field.list(":status", status), false);
        stream.data(body, true);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        drop();
        threads.shutdown();
    }
}
