package org.resumelb.jetty.proxy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.util.NanoTime;

/** A client's connection over HTTP/2 that sends whatever frames and fields a test wants, also what no client may. */
final class RawHttp2 implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    private final Socket socket;
    private final DataInputStream in;
    private final HpackDecoder decoder = new HpackDecoder(1 << 20, NanoTime::now);

    RawHttp2(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
        socket.getOutputStream().write(frame.array());
    }

    /** Sends a request's head: names and values in turn, as ISO-8859-1. */
    void headers(int stream, boolean endStream, String... fields) throws IOException {
        frame(HEADERS, END_HEADERS | (endStream ? END_STREAM : 0), stream, block(fields));
    }

    void data(int stream, boolean endStream, String data) throws IOException {
        frame(DATA, endStream ? END_STREAM : 0, stream, data.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Fields as literals without indexing. */
    static byte[] block(String... fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            block.write(0);
            literal(block, fields[i]);
            literal(block, fields[i + 1]);
        }
        return block.toByteArray();
    }

    private static void literal(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < 127) {
            block.write(bytes.length);
        } else {
            block.write(127);
            int rest = bytes.length - 127;
            for (; rest >= 128; rest >>= 7) {
                block.write(rest % 128 + 128);
            }
            block.write(rest);
        }
        block.writeBytes(bytes);
    }

    /** The pseudo-fields of a request, with further fields. */
    static String[] request(String method, String path, String... more) {
        List<String> fields = new ArrayList<>(
                List.of(":method", method, ":scheme", "http", ":authority", "h.example", ":path", path));
        fields.addAll(List.of(more));
        return fields.toArray(new String[0]);
    }

    /**
     * How a stream is answered: its status and body, as in {@code 200 ok}, or {@code reset CODE}; or {@code closed} when
     * the connection ends before.
     */
    String answer(int stream) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (true) {
            int length = in.read();
            if (length < 0) {
                return "closed";
            }
            length = length << 16 | in.readUnsignedShort();
            int type = in.read();
            int flags = in.read();
            int id = in.readInt();
            byte[] payload = in.readNBytes(length);
            if (type == HEADERS) {
                String status = status(payload);
                if (id == stream) {
                    answer.append(status);
                }
            } else if (id == stream && type == DATA) {
                answer.append(' ').append(new String(payload, StandardCharsets.ISO_8859_1));
            } else if (id == stream && type == RST_STREAM) {
                return answer + "reset " + ByteBuffer.wrap(payload).getInt();
            } else if (type == GOAWAY) {
                return "closed";
            }
            if (id == stream && type <= HEADERS && (flags & END_STREAM) != 0) {
                return answer.toString();
            }
        }
    }

    private String status(byte[] block) throws IOException {
        try {
            MetaData head = decoder.decode(ByteBuffer.wrap(block));
            return head instanceof MetaData.Response response ? Integer.toString(response.getStatus()) : "";
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
