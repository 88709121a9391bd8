package org.resumelb.jetty.proxy;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A worker on bare sockets that does wrong what can be done wrong. What it does with a request depends on chance. */
final class ChaosHttp1Worker implements ChaosWorker {
    private final ChaosChance chance;
    private final Map<String, Set<Deed>> ledger;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int port;
    private volatile ServerSocket listening;

    /** Starts one; what it does with each request goes into the ledger before it does it. */
    ChaosHttp1Worker(long seed, int faultsInThousand, Map<String, Set<Deed>> ledger) throws IOException {
        this.chance = new ChaosChance(seed, faultsInThousand);
        this.ledger = ledger;
        this.listening = listen(0);
        this.port = listening.getLocalPort();
        begin(listening);
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Listens on a port that may just have been given up. */
    static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        return socket;
    }

    private void begin(ServerSocket server) {
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    socket.setTcpNoDelay(true);
                    sockets.add(socket);
                    threads.execute(() -> serve(socket));
                } catch (IOException e) {
                    // It was closed, to restart or for good.
                }
            }
        });
    }

    /** Drops all connections, refuses new ones, and is there again, unless somebody took its port: then it stays away. */
    @Override
    public void restart() throws IOException {
        listening.close();
        sockets.forEach(ChaosHttp1Worker::drop);
        try {
            listening = listen(port);
            begin(listening);
        } catch (BindException e) {
            sockets.forEach(ChaosHttp1Worker::drop);
        }
    }

    private static void drop(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = RequestHead.read(in); !head.isEmpty(); head = RequestHead.read(in)) {
                skipBody(head, in);
                act(head, socket);
            }
        } catch (IOException e) {
            // The connection is at its end, by either side.
        } finally {
            sockets.remove(socket);
        }
    }

    /** What is left of a request would be taken for the next one's head. */
    private static void skipBody(String head, InputStream in) throws IOException {
        if (!head.toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked")) {
            in.skipNBytes(contentLength(head));
            return;
        }
        long size;
        do {
            size = Long.parseLong(line(in), 16);
            in.skipNBytes(size);
            line(in);
        } while (size > 0);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("within a body");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static long contentLength(String head) {
        int at = head.toLowerCase(Locale.ROOT).indexOf("\r\ncontent-length:");
        return at < 0
                ? 0
                : Long.parseLong(
                        head.substring(at + 17, head.indexOf("\r\n", at + 2)).strip());
    }

    private void act(String head, Socket socket) throws IOException {
        String target = head.split(" ", 3)[1];
        if (target.startsWith("/.resumelb")) {
            write(socket, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        Deed deed = chance.deed();
        ledger.computeIfAbsent(target, it -> ConcurrentHashMap.newKeySet()).add(deed);
        String ok = "HTTP/1.1 200 OK\r\nX-Target: " + target + "\r\n";
        switch (deed) {
            case ANSWER -> write(socket, ok + "Content-Length: " + target.length() + "\r\n\r\n" + target);
            case TRICKLE -> {
                write(socket, ok + "Transfer-Encoding: chunked\r\n\r\n");
                for (int i = 0; i < target.length(); i++) {
                    write(socket, "1\r\n" + target.charAt(i) + "\r\n");
                }
                write(socket, "0\r\n\r\n");
            }
            case RESET -> drop(socket);
            case RESET_IN_HEADERS -> {
                write(socket, ok + "Content-Le");
                drop(socket);
            }
            case CUT_BODY -> {
                write(socket, ok + "Content-Length: 1000\r\n\r\npart");
                socket.close();
            }
            case HANG -> {
                // Until the other side gives up.
                var unused = socket.getInputStream().read();
                socket.close();
            }
            case GARBAGE -> {
                write(socket, "\u0001\u0002 no HTTP at all\r\n\r\n\r\n");
                socket.close();
            }
            case ERROR -> write(socket, "HTTP/1.1 500 Oh\r\nContent-Length: 2\r\n\r\noh");
            case UNAVAILABLE -> write(socket, "HTTP/1.1 503 No\r\nContent-Length: 2\r\n\r\nno");
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        sockets.forEach(ChaosHttp1Worker::drop);
        threads.shutdown();
    }
}
