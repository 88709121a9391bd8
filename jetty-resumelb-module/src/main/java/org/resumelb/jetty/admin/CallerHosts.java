package org.resumelb.jetty.admin;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.settings.Settings;

/**
 * The host names by which the admin connector may be called: its own address, {@code localhost}, loopback addresses,
 * and those in {@code resumelb.admin.hosts}. If others were accepted, a foreign page whose name was made to resolve to
 * this address (DNS rebinding) would count as our own. Immutable.
 */
final class CallerHosts {
    private static final Pattern OCTETS = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");

    private final String bound;
    private final Set<String> listed;

    CallerHosts(Settings.Admin settings) {
        bound = settings.host().toLowerCase(Locale.ROOT);
        listed = settings.hosts();
    }

    /**
     * Whether a host is one of them.
     *
     * @param host without port, in lower case
     * @param local where the connection was accepted
     */
    boolean admit(String host, @Nullable SocketAddress local) {
        return host.equals("localhost") || host.equals(bound) || listed.contains(host) || isOwnAddress(host, local);
    }

    /** Whether the operator listed a host. */
    boolean lists(String host) {
        return listed.contains(host);
    }

    private static boolean isOwnAddress(String host, @Nullable SocketAddress local) {
        InetAddress address = literal(host);
        if (address == null) {
            return false;
        }
        return address.isLoopbackAddress()
                || (local instanceof InetSocketAddress internet && address.equals(internet.getAddress()));
    }

    /** An address written in numeric form; never asks a name server. */
    private static @Nullable InetAddress literal(String host) {
        if (host.indexOf(':') < 0 && !OCTETS.matcher(host).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
