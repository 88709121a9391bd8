package org.resumelb.jetty.conformance;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One end of a connection, byte for byte; text is ISO 8859-1. Not thread-safe. */
final class Wire implements Closeable {
    static final String LAST_CHUNK = "0\r\n\r\n";
    private static final int END_MILLIS = 2_000;
    private static final int MAX_UNREAD = 64 * 1024;

    private final Socket socket;
    private final PushbackInputStream in;

    Wire(Socket socket, int timeoutMillis) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(timeoutMillis);
        socket.setTcpNoDelay(true);
        in = new PushbackInputStream(new BufferedInputStream(socket.getInputStream()), MAX_UNREAD);
    }

    static Wire to(int port, int timeoutMillis) throws IOException {
        return new Wire(new Socket(InetAddress.getLoopbackAddress(), port), timeoutMillis);
    }

    static boolean isChunked(String head) {
        return values(head, "Transfer-Encoding").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).matches("(.*, *)?chunked"));
    }

    static String chunk(String data) {
        return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
    }

    static Message message(String head) {
        return new Message(head, "", "", List.of());
    }

    /** Waits for so long for each byte; 0 for ever. */
    void limit(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Everything up to and with the empty line; fewer bytes when the connection ends before. */
    String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return head.toString();
            }
            head.append((char) b);
        }
        return head.toString();
    }

    String readExactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("ended after " + bytes.length + " of " + length + " bytes");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    String readUntil(String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("ended before " + text + ": " + read);
            }
            read.append((char) b);
        }
        return read.toString();
    }

    /** Makes what was read be read again. */
    void unread(String text) throws IOException {
        in.unread(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    String readToEnd() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** A request or response body, framed as its head says; a response without length ends with the connection. */
    Body readBody(String head) throws IOException {
        if (isChunked(head)) {
            return readChunks();
        }
        List<String> lengths = values(head, "Content-Length");
        if (!lengths.isEmpty()) {
            return new Body(readExactly(Integer.parseInt(lengths.get(0))), "");
        }
        return new Body(head.startsWith("HTTP/") ? readToEnd() : "", "");
    }

    private Body readChunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            String size = readUntil("\r\n").strip();
            int length = Integer.parseInt(size.split(";", -1)[0].strip(), 16);
            if (length == 0) {
                StringBuilder trailers = new StringBuilder();
                for (String line = readUntil("\r\n"); !line.equals("\r\n"); line = readUntil("\r\n")) {
                    trailers.append(line);
                }
                return new Body(body.toString(), trailers.toString());
            }
            body.append(readExactly(length));
            readExactly(2);
        }
    }

    /** The answer to a request, with the interim ones before it. */
    Message readAnswer(String method) throws IOException {
        List<String> interim = new ArrayList<>();
        while (true) {
            String head = readHead();
            if (!head.matches("(?s)HTTP/1\\.[01] [1-9]\\d\\d[ \r].*\r\n\r\n")) {
                throw new EOFException("no answer but: " + head);
            }
            int status = Integer.parseInt(head.substring(9, 12));
            if (status < 200 && status != 101) {
                interim.add(head);
                continue;
            }
            boolean empty = method.equals("HEAD") || status == 204 || status == 304 || status == 101;
            Body body = empty ? new Body("", "") : readBody(head);
            return new Message(head, body.text(), body.trailers(), interim);
        }
    }

    /** Whether the other side has ended or reset the connection, read to there. */
    boolean ended() throws IOException {
        try {
            readToEnd();
            return true;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Ends this side, waits a moment for the other to do so as well, and closes. */
    void end() throws IOException {
        try (socket) {
            socket.shutdownOutput();
            socket.setSoTimeout(END_MILLIS);
            while (in.read() >= 0) {
                // What comes still is of no interest.
            }
        } catch (IOException e) {
            // Whatever it was, it has ended.
        }
    }

    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends the connection with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The values of a header, in their order, without white space around them. */
    static List<String> values(String head, String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return head.split("\r\n\r\n", 2)[0]
                .lines()
                .skip(1)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .toList();
    }

    record Body(String text, String trailers) {}
}
