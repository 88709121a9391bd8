package org.resumelb.jetty.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.resumelb.jetty.testing.Await;

/** A worker that is a bare socket: it keeps the bytes of each request and answers {@code ok}. */
final class RecordingWorker implements AutoCloseable {
    private static final String MANAGEMENT = "GET /.resumelb/";
    private static final String LENGTH = "\r\nContent-Length: ";

    private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final List<String> requests = new CopyOnWriteArrayList<>();

    RecordingWorker() throws IOException {
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "recording-worker");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            for (String head = RequestHead.read(in); !head.isEmpty(); head = RequestHead.read(in)) {
                boolean management = head.startsWith(MANAGEMENT);
                String body = body(head, in);
                if (!management) {
                    requests.add(head + body);
                }
                String answer = management
                        ? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                        : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // The load balancer went away.
        }
    }

    private static String body(String head, InputStream in) throws IOException {
        int at = head.indexOf(LENGTH);
        if (at >= 0) {
            int start = at + LENGTH.length();
            int length = Integer.parseInt(head.substring(start, head.indexOf('\r', start)));
            return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        }
        if (!head.contains("\r\nTransfer-Encoding: chunked\r\n")) {
            return "";
        }
        StringBuilder body = new StringBuilder();
        while (!(body.indexOf("0\r\n") >= 0 && body.toString().endsWith("\r\n\r\n"))) {
            int b = in.read();
            if (b < 0) {
                return body.toString();
            }
            body.append((char) b);
        }
        return body.toString();
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** All requests so far, but those of the management path, byte for byte as ISO-8859-1. */
    List<String> requests() {
        return requests;
    }

    /** The only request so far. */
    String request() {
        Await.untilTrue("a request came", () -> !requests.isEmpty());
        if (requests.size() != 1) {
            throw new AssertionError("expected one request: " + requests);
        }
        return requests.get(0);
    }

    /** The values of a field of a request, by its exact name but for case. */
    static List<String> values(String request, String name) {
        return request.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
