package org.resumelb.endtoend.toolkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody listens to. They are below the range from which systems take the ports of outgoing connections, so
 * that a worker finds its port free when it comes back, and a connection to an absent worker cannot meet itself.
 */
public final class FreePorts {
    private static final int FIRST = 12_000;
    private static final int LAST = 31_000;

    private FreePorts() {}

    /** A port on which nothing listens at present. */
    public static int next() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + LAST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
