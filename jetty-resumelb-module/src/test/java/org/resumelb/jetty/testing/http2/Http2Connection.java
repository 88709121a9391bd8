package org.resumelb.jetty.testing.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.resumelb.jetty.testing.http2.Http2Event.Data;
import org.resumelb.jetty.testing.http2.Http2Event.Gone;
import org.resumelb.jetty.testing.http2.Http2Event.Head;
import org.resumelb.jetty.testing.http2.Http2Event.Reset;

/** Either end of a connection of HTTP/2 without TLS. A thread of its own reads; any thread may write. */
public final class Http2Connection implements Closeable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;
    static final int MAX_FRAME = 16_384;

    private static final int PADDED = 8;
    private static final int PRIORITY = 32;
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int GREAT_WINDOW = 1 << 30;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final Socket socket;
    private final DataInputStream in;
    private final boolean reads;
    private final Consumer<Http2Stream> onStream;
    private final Map<Integer, Http2Stream> streams = new ConcurrentHashMap<>();
    private final Hpack hpack = new Hpack();

    /** Guarded by this. */
    private long sendWindow = 65_535;

    /** Guarded by this. */
    private long initialWindow = 65_535;

    private int nextId = 1;
    private volatile boolean ended;

    private Http2Connection(Socket socket, boolean reads, Consumer<Http2Stream> onStream) throws IOException {
        this.socket = socket;
        this.reads = reads;
        this.onStream = onStream;
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** A client's connection, which takes answers as they come. */
    public static Http2Connection to(int port) throws IOException {
        return to(port, GREAT_WINDOW, true);
    }

    /**
     * A client's connection whose streams take so many bytes of an answer, and more only as {@link Http2Stream#update} says.
     */
    public static Http2Connection slowReader(int port, int windowBytes) throws IOException {
        return to(port, windowBytes, false);
    }

    private static Http2Connection to(int port, int windowBytes, boolean reads) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        Http2Connection connection = new Http2Connection(socket, reads, stream -> {});
        socket.getOutputStream().write(PREFACE.getBytes(ISO_8859_1));
        connection.begin(INITIAL_WINDOW_SIZE, windowBytes);
        connection.readInThread();
        return connection;
    }

    /** A server's end of a connection that a client has opened; each request is reported once its head is there. */
    public static Http2Connection from(Socket socket, Consumer<Http2Stream> onStream) throws IOException {
        Http2Connection connection = new Http2Connection(socket, true, onStream);
        connection.in.skipNBytes(PREFACE.length());
        connection.begin(MAX_CONCURRENT_STREAMS, 1_000);
        connection.readInThread();
        return connection;
    }

    private void begin(int setting, int value) throws IOException {
        ByteBuffer settings = ByteBuffer.allocate(12).putShort((short) setting).putInt(value);
        settings.putShort((short) INITIAL_WINDOW_SIZE).putInt(setting == INITIAL_WINDOW_SIZE ? value : GREAT_WINDOW);
        frame(SETTINGS, 0, 0, settings.array());
        frame(WINDOW_UPDATE, 0, 0, ByteBuffer.allocate(4).putInt(GREAT_WINDOW).array());
    }

    private void readInThread() {
        Thread reader = new Thread(this::readAll, "http2-reader");
        reader.setDaemon(true);
        reader.start();
    }

    /** A client's next stream. */
    public synchronized Http2Stream open() {
        Http2Stream stream = new Http2Stream(this, nextId, initialWindow);
        nextId += 2;
        streams.put(stream.id(), stream);
        if (ended) {
            stream.came(new Gone("the connection had ended"));
        }
        return stream;
    }

    /** Whether the other side has ended the connection, or said that it will. */
    public boolean ended() {
        return ended;
    }

    /** Sends a frame as it is. */
    public void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload);
        synchronized (socket) {
            socket.getOutputStream().write(frame.array());
        }
    }

    /** Waits until the other side takes some bytes of those that are wanted; returns how many. */
    synchronized int takeWindow(Http2Stream stream, int wanted) throws IOException {
        long start = System.nanoTime();
        while (wanted > 0 && Math.min(sendWindow, stream.sendWindow) <= 0) {
            if (ended || System.nanoTime() - start > PATIENCE_NANOS) {
                throw new SocketTimeoutException("the other side takes no more");
            }
            try {
                wait(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
        int taken = (int) Math.min(wanted, Math.min(sendWindow, stream.sendWindow));
        sendWindow -= taken;
        stream.sendWindow -= taken;
        return taken;
    }

    private void readAll() {
        String why = "the connection ended";
        try {
            while (true) {
                int lengthAndType = in.readInt();
                int flags = in.readUnsignedByte();
                int id = in.readInt() & Integer.MAX_VALUE;
                byte[] payload = in.readNBytes(lengthAndType >>> 8);
                read(lengthAndType & 255, flags, id, payload);
            }
        } catch (IOException | RuntimeException e) {
            why += ": " + e;
        }
        end(why, 0);
        try {
            socket.close();
        } catch (IOException e) {
            // It has ended one way or the other.
        }
    }

    private void end(String why, int afterId) {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        streams.forEach((id, stream) -> {
            if (id > afterId) {
                stream.came(new Gone(why));
            }
        });
    }

    private void read(int type, int flags, int id, byte[] payload) throws IOException {
        switch (type) {
            case DATA -> data(flags, id, payload);
            case HEADERS -> headers(flags, id, unpadded(flags, payload));
            case RST_STREAM ->
                stream(id).came(new Reset(ByteBuffer.wrap(payload).getInt()));
            case SETTINGS -> settings(flags, ByteBuffer.wrap(payload));
            case PING -> {
                if ((flags & ACK) == 0) {
                    frame(PING, ACK, 0, payload);
                }
            }
            case GOAWAY -> goAway(ByteBuffer.wrap(payload));
            case WINDOW_UPDATE -> widen(id, ByteBuffer.wrap(payload).getInt());
            default -> {
                // Of no meaning here.
            }
        }
    }

    private void goAway(ByteBuffer payload) {
        int last = payload.getInt();
        int code = payload.getInt();
        end("GOAWAY " + code, code == 0 ? last : 0);
    }

    private Http2Stream stream(int id) {
        return streams.computeIfAbsent(id, it -> new Http2Stream(this, it, initialWindow));
    }

    private void data(int flags, int id, byte[] payload) throws IOException {
        if (reads && payload.length > 0) {
            // A stream's own window is great enough; to say more of streams that have ended would count as a flood.
            frame(
                    WINDOW_UPDATE,
                    0,
                    0,
                    ByteBuffer.allocate(4).putInt(payload.length).array());
        }
        byte[] bytes = unpadded(flags, payload);
        stream(id).came(new Data(new String(bytes, ISO_8859_1), (flags & END_STREAM) != 0));
    }

    private void headers(int flags, int id, byte[] first) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes((flags & PRIORITY) != 0 ? Arrays.copyOfRange(first, 5, first.length) : first);
        int present = flags;
        while ((present & END_HEADERS) == 0) {
            int length = in.readInt() >>> 8;
            present = in.readUnsignedByte();
            in.skipNBytes(4);
            block.writeBytes(in.readNBytes(length));
        }
        boolean begins = !streams.containsKey(id);
        Http2Stream stream = stream(id);
        stream.came(new Head(hpack.decode(block.toByteArray()), (flags & END_STREAM) != 0));
        if (begins) {
            onStream.accept(stream);
        }
    }

    private static byte[] unpadded(int flags, byte[] payload) {
        return (flags & PADDED) == 0 ? payload : Arrays.copyOfRange(payload, 1, payload.length - (payload[0] & 255));
    }

    private synchronized void settings(int flags, ByteBuffer settings) throws IOException {
        if ((flags & ACK) != 0) {
            return;
        }
        while (settings.hasRemaining()) {
            int setting = settings.getShort();
            long value = settings.getInt() & 0xFFFF_FFFFL;
            if (setting == INITIAL_WINDOW_SIZE) {
                long more = value - initialWindow;
                initialWindow = value;
                streams.values().forEach(stream -> stream.sendWindow += more);
            }
        }
        notifyAll();
        frame(SETTINGS, ACK, 0, new byte[0]);
    }

    private synchronized void widen(int id, int bytes) {
        if (id == 0) {
            sendWindow += bytes;
        } else {
            stream(id).sendWindow += bytes;
        }
        notifyAll();
    }

    /** Sends a last word: which stream was served last, and why it goes. */
    public void goAway(int lastStream, int code) throws IOException {
        frame(
                GOAWAY,
                0,
                0,
                ByteBuffer.allocate(8).putInt(lastStream).putInt(code).array());
    }

    /** Ends the connection with a reset, if the other side has not ended it before. */
    public void reset() throws IOException {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            // It has ended.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
