package org.resumelb.jetty.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections that stay open until this is closed. */
final class Streams implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();
    private final int port;

    Streams(int port) {
        this.port = port;
    }

    /** Sends a head on a connection of its own; returns the status line. */
    String open(String head) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        sockets.add(socket);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        StringBuilder line = new StringBuilder();
        int b = socket.getInputStream().read();
        while (b > 0 && b != '\r') {
            line.append((char) b);
            b = socket.getInputStream().read();
        }
        return line.toString();
    }

    /** Reads from the connection that was opened last, until a text has come. */
    String readUntil(String text) throws IOException {
        InputStream in = sockets.get(sockets.size() - 1).getInputStream();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!read.toString(StandardCharsets.UTF_8).endsWith(text)) {
            int b = in.read();
            if (b < 0) {
                throw new AssertionError(read.toString(StandardCharsets.UTF_8));
            }
            read.write(b);
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
