package org.resumelb.jetty.proxy.headers;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.settings.TrustedProxies;

/**
 * The address of the client that a request is from, as far as it can be believed: that of the connection, or, if a
 * trusted proxy is there, the last one in the chain that no trusted proxy has. What clients write themselves stands
 * before that and does not count.
 */
public final class ClientAddress {
    private static final String X_FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED = "Forwarded";
    private static final String FOR = "for=";

    private ClientAddress() {}

    /**
     * The client of a request to the load balancer's servlet.
     *
     * @return an IP address, that of IPv6 without brackets; {@code unknown} when the connection has none
     */
    public static String of(HttpServletRequest request) {
        Peer peer = Peer.of(request);
        if (!peer.isTrusted()) {
            return peer.address();
        }
        String chain = join(request.getHeaders(X_FORWARDED_FOR));
        return chain != null ? last(peer, chain, false) : last(peer, join(request.getHeaders(FORWARDED)), true);
    }

    private static @Nullable String join(Enumeration<String> values) {
        if (!values.hasMoreElements()) {
            return null;
        }
        String joined = values.nextElement();
        while (values.hasMoreElements()) {
            joined += "," + values.nextElement();
        }
        return joined;
    }

    /** Goes from the nearest hop to the farthest until one is not trusted, or cannot be read. */
    private static String last(Peer peer, @Nullable String chain, boolean parameters) {
        String client = peer.address();
        int end = chain == null ? 0 : chain.length();
        while (chain != null && end > 0) {
            int comma = chain.lastIndexOf(',', end - 1);
            String element = chain.substring(comma + 1, end).strip();
            String hop = bare(parameters ? parameter(element) : element);
            byte[] address = TrustedProxies.address(hop);
            if (address == null) {
                return client;
            }
            client = hop;
            if (!peer.proxies().contains(address)) {
                return client;
            }
            end = comma;
        }
        return client;
    }

    /** The value of {@code for} in an element of {@code Forwarded}, without quotes. */
    private static String parameter(String element) {
        for (String pair : element.split(";", -1)) {
            String text = pair.strip();
            if (text.regionMatches(true, 0, FOR, 0, FOR.length())) {
                return text.substring(FOR.length()).replace("\"", "");
            }
        }
        return "";
    }

    /** An address without brackets and port. */
    private static String bare(String hop) {
        if (hop.startsWith("[")) {
            int close = hop.indexOf(']');
            return close < 0 ? "" : hop.substring(1, close);
        }
        int colon = hop.indexOf(':');
        boolean port = colon >= 0 && hop.indexOf(':', colon + 1) < 0;
        return port ? hop.substring(0, colon) : hop;
    }
}
