package org.resumelb.jetty.admin;

import java.io.IOException;
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

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
