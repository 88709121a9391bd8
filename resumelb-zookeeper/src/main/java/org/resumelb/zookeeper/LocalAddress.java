package org.resumelb.zookeeper;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The address at which other machines reach this one, as far as it can be guessed. */
public final class LocalAddress {
    private static final int ANY_PORT = 9;

    private LocalAddress() {}

    /**
     * What to register as this machine's host: the address to which a connector is bound or else the one that this
     * machine uses to talk to ZooKeeper, which the others reach, too.
     *
     * @param boundHost the connector's address; {@code null}, empty or a wildcard for all addresses
     * @param peerHost a host that the others reach as well
     */
    public static String of(@Nullable String boundHost, String peerHost) {
        if (boundHost != null && !boundHost.isBlank() && !isWildcard(boundHost)) {
            return bracketed(boundHost);
        }
        return bracketed(towards(peerHost));
    }

    private static boolean isWildcard(String host) {
        return host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]") || host.equals("*");
    }

    /** The address of the interface that packets to the peer leave by. Nothing is sent. */
    private static String towards(String peerHost) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(peerHost, ANY_PORT));
            InetAddress local = socket.getLocalAddress();
            if (local != null && !local.isAnyLocalAddress()) {
                return local.getHostAddress();
            }
        } catch (IOException | RuntimeException e) {
            // An unknown host, or no route: the machine's name may still do.
        }
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (IOException e) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }

    private static String bracketed(String host) {
        int zone = host.indexOf('%');
        String bare = zone < 0 ? host : host.substring(0, zone);
        return bare.indexOf(':') >= 0 && !bare.startsWith("[") ? "[" + bare + "]" : bare;
    }
}
