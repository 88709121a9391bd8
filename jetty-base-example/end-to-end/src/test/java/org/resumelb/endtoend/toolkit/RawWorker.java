package org.resumelb.endtoend.toolkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A worker of a few lines, in the tests' JVM, for bodies of any size: {@code GET /N} answers N bytes, {@code PUT}
 * answers how many bytes came and whether they were the right ones. It has no résumé.
 */
public final class RawWorker implements AutoCloseable {
    private static final int BLOCK_BYTES = 64 * 1024;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    /** Starts it. */
    public RawWorker() throws IOException {
        this(RawWorker::largeBody);
    }

    /** Starts one that answers in its own way, but for its management path. */
    public RawWorker(Answering answering) throws IOException {
        start(() -> {
            while (true) {
                Socket socket = server.accept();
                start(() -> serve(socket, answering));
            }
        });
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // Closed, by this side or the other.
                    }
                },
                "raw-worker");
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Where it is. */
    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** The block that bodies repeat. */
    public static byte[] block() {
        byte[] block = new byte[BLOCK_BYTES];
        for (int i = 0; i < block.length; i++) {
            block[i] = (byte) (i * 31 + i / 251);
        }
        return block;
    }

    /** What is done with a request, whose head is read; the connection ends thereafter. */
    @FunctionalInterface
    public interface Answering {
        void answer(String head, InputStream in, OutputStream out) throws IOException;
    }

    private static void serve(Socket socket, Answering answering) throws IOException {
        try (socket) {
            String head = readHead(socket.getInputStream());
            if (head.startsWith("GET /.resumelb")) {
                respond(socket.getOutputStream(), 404, 0);
            } else {
                answering.answer(head, socket.getInputStream(), socket.getOutputStream());
            }
        }
    }

    private static void largeBody(String head, InputStream in, OutputStream out) throws IOException {
        if (head.startsWith("PUT")) {
            long length = Long.parseLong(head.replaceAll("(?is).*\r\ncontent-length: *(\\d+).*", "$1"));
            String verdict = count(in, length) + " right bytes";
            respond(out, 200, verdict.length());
            out.write(verdict.getBytes(StandardCharsets.US_ASCII));
        } else {
            long length = Long.parseLong(head.replaceAll("(?s)GET /(\\d+) .*", "$1"));
            respond(out, 200, length);
            write(out, length);
        }
    }

    private static void respond(OutputStream out, int status, long length) throws IOException {
        String head = "HTTP/1.1 " + status + " Answer\r\nContent-Length: " + length + "\r\nConnection: close\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
    }

    /** Everything up to and with the empty line. */
    public static String readHead(InputStream in) throws IOException {
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

    /** Writes a body; its length is a multiple of that of the block. */
    public static void write(OutputStream out, long length) throws IOException {
        byte[] block = block();
        for (long rest = length; rest > 0; rest -= block.length) {
            out.write(block, 0, (int) Math.min(rest, block.length));
        }
    }

    /** Reads a body; returns how many bytes were as {@link #write} writes them, before the first that was not. */
    public static long count(InputStream in, long length) throws IOException {
        byte[] expected = block();
        byte[] buffer = new byte[BLOCK_BYTES];
        long right = 0;
        while (right < length) {
            int wanted = (int) Math.min(BLOCK_BYTES, length - right);
            int read = in.readNBytes(buffer, 0, wanted);
            if (read < wanted || !Arrays.equals(buffer, 0, read, expected, 0, read)) {
                return right;
            }
            right += read;
        }
        return right;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
