package org.resumelb.endtoend.toolkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client that is as good as clients must be, and no better: it sends GETs and POSTs by turns over one connection, each
 * right after the answer to the one before, takes another connection when an answer says {@code Connection: close}, and
 * ends when a connection is refused. It repeats nothing; from the stop on, a connection may end between two requests. Its counts are thread-safe.
 */
public final class KeepAliveLane {
    private static final int TIMEOUT_MILLIS = 60_000;

    private static final String BODY = "a text";

    private final int port;
    private final String host;
    private final Thread thread = new Thread(this::run, "keep-alive-lane");
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger askedToClose = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    /** What came of the last answer's head; the thread's own. */
    private int headBytes;

    private volatile boolean stopExpected;
    private volatile boolean finished;

    private KeepAliveLane(int port, String host) {
        this.port = port;
        this.host = host;
    }

    /** Starts a client of a local port. */
    public static KeepAliveLane start(int port, String host) {
        KeepAliveLane lane = new KeepAliveLane(port, host);
        lane.thread.setDaemon(true);
        lane.thread.start();
        return lane;
    }

    private void run() {
        while (!finished) {
            boolean mayBeRefused = stopExpected;
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(TIMEOUT_MILLIS);
                finished = !converse(socket, mayBeRefused);
            } catch (IOException e) {
                if (!stopExpected) {
                    failures.add("connecting: " + e);
                }
                finished = true;
            }
        }
    }

    /** Returns whether to go on with another connection. */
    private boolean converse(Socket socket, boolean mayBeRefused) throws IOException {
        int answers = 0;
        boolean keep = true;
        while (keep) {
            try {
                keep = exchange(socket);
                answers++;
            } catch (IOException e) {
                // An answer whose head was sent before the stop began says nothing of it, and its connection ends after
                // it:
                // between two requests, as HTTP allows.
                boolean between = answers > 0 && headBytes == 0;
                // A system accepts connections on behalf of a listener, and resets them when that closes.
                boolean refused = answers == 0 && mayBeRefused;
                if (!refused && !(stopExpected && between)) {
                    failures.add("request " + answers + " of a connection: " + e);
                }
                return !refused;
            }
        }
        return true;
    }

    /** Sends a request and reads the answer; returns whether the connection may be used again. */
    private boolean exchange(Socket socket) throws IOException {
        headBytes = 0;
        boolean post = served.get() % 2 == 1;
        String head = (post ? "POST" : "GET") + " /?delay=20 HTTP/1.1\r\nHost: " + host + "\r\n"
                + (post ? "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY : "\r\n");
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        String answer = head(in);
        int length = Integer.parseInt(header(answer, "content-length"));
        String body = new String(in.readNBytes(length), StandardCharsets.US_ASCII);
        boolean right = answer.startsWith("HTTP/1.1 200 ") && body.equals(post ? BODY : "x".repeat(length));
        if (right && body.length() == length) {
            served.incrementAndGet();
        } else {
            failures.add(answer + body);
        }
        boolean close = header(answer, "connection").equals("close");
        askedToClose.addAndGet(close ? 1 : 0);
        return !close;
    }

    private String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the connection ended after " + head.size() + " bytes of the answer's head");
            }
            head.write(b);
            headBytes++;
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("0");
    }

    /** From now on connections may be refused. */
    public void expectStop() {
        stopExpected = true;
    }

    /** Whether it has ended, because a connection was refused. */
    public boolean isFinished() {
        return finished;
    }

    /** How many requests were answered as they should be. */
    public int served() {
        return served.get();
    }

    /** How many answers said that the connection ends. */
    public int askedToClose() {
        return askedToClose.get();
    }

    /** What went wrong. */
    public List<String> failures() {
        return List.copyOf(failures);
    }
}
