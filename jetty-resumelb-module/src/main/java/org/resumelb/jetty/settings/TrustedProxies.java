package org.resumelb.jetty.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses and networks of proxies whose information about the origin of a request is believed. Immutable. */
public final class TrustedProxies {
    /** Trusts no proxy. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    static final String EXPECTED =
            "addresses and networks, comma-separated, such as 10.0.0.7, 192.168.0.0/16, 2001:db8::/32";

    private static final int IPV4_BYTES = 4;

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * Reads a comma-separated list.
     *
     * @throws IllegalArgumentException if an entry is neither an address nor a network
     */
    public static TrustedProxies parse(String list) {
        List<Network> networks = new ArrayList<>();
        for (String entry : list.split(",", -1)) {
            String text = entry.strip();
            if (!text.isEmpty()) {
                networks.add(network(text));
            }
        }
        return networks.isEmpty() ? NONE : new TrustedProxies(networks);
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException(text + " (expected: " + EXPECTED + ")");
        }
        int most = 8 * address.length;
        int bits = slash < 0 ? most : bits(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException(text + " (expected: a prefix length from 0 to " + most + ")");
        }
        Network network = new Network(address, bits);
        if (!network.endsInZeros()) {
            throw new IllegalArgumentException(
                    text + " (expected: an address whose bits after the first " + bits + " are zero)");
        }
        return network;
    }

    private static int bits(String text) {
        boolean digits = text.length() <= 3 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(text) : -1;
    }

    /**
     * The bytes of a numeric address, without asking a name server; those of IPv4 for an IPv4 address written as IPv6.
     *
     * @return {@code null} if it is not an address
     */
    public static byte @Nullable [] address(String text) {
        return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
    }

    private static byte @Nullable [] ipv4(String text) {
        byte[] address = new byte[IPV4_BYTES];
        int at = 0;
        for (int i = 0; i < IPV4_BYTES; i++) {
            int end = i < IPV4_BYTES - 1 ? text.indexOf('.', at) : text.length();
            int value = end < 0 ? -1 : bits(text.substring(at, end));
            if (value < 0 || value > 255) {
                return null;
            }
            address[i] = (byte) value;
            at = end + 1;
        }
        return address;
    }

    private static byte @Nullable [] ipv6(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
                return null;
            }
        }
        try {
            // What has a colon is never looked up.
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Whether an address, in network byte order, is one of them. */
    public boolean contains(byte[] address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    public boolean isEmpty() {
        return networks.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrustedProxies that && networks.toString().equals(that.networks.toString());
    }

    @Override
    public int hashCode() {
        return networks.toString().hashCode();
    }

    @Override
    public String toString() {
        return networks.toString();
    }

    @SuppressWarnings("ArrayRecordComponent") // Compared as text, and never handed out.
    private record Network(byte[] address, int bits) {
        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int i = 0; i < address.length; i++) {
                if (((address[i] ^ other[i]) & mask(i)) != 0) {
                    return false;
                }
            }
            return true;
        }

        boolean endsInZeros() {
            for (int i = 0; i < address.length; i++) {
                if ((address[i] & ~mask(i) & 0xff) != 0) {
                    return false;
                }
            }
            return true;
        }

        /** Which bits of a byte count. */
        private int mask(int index) {
            int count = Math.max(0, Math.min(8, bits - 8 * index));
            return (0xff << (8 - count)) & 0xff;
        }

        @Override
        public String toString() {
            try {
                return InetAddress.getByAddress(address).getHostAddress() + "/" + bits;
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
