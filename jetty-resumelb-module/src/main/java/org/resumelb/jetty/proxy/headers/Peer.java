package org.resumelb.jetty.proxy.headers;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.settings.TrustedProxies;

/**
 * Who is at the other end of a client's connection, and how it came. Taken from the connection itself (behind the PROXY
 * protocol from its header), never from what a request says; made once a connection and kept with it. Thread-safe.
 */
public final class Peer {
    private static final String ATTRIBUTE = Peer.class.getName();
    private static final String UNKNOWN = "unknown";

    private final TrustedProxies proxies;
    private final String address;
    private final boolean trusted;
    private final String scheme;
    private final String forwarded;
    private final HttpField forwardedFor;
    private final HttpField forwardedProto;

    /** What was said of the host asked for last, which is the same for most requests of a connection. */
    private volatile Origin last;

    private Peer(ConnectionMetaData connection, TrustedProxies proxies) {
        EndPoint endPoint = connection.getConnection().getEndPoint();
        InetAddress remote = inetAddress(endPoint.getRemoteSocketAddress());
        this.proxies = proxies;
        this.address = text(remote);
        this.trusted = remote != null && proxies.contains(remote.getAddress());
        this.scheme = (endPoint.isSecure() ? HttpScheme.HTTPS : HttpScheme.HTTP).asString();
        String local = text(inetAddress(connection.getLocalSocketAddress()));
        this.forwarded = "for=" + ForwardingChain.node(address) + ";by=" + ForwardingChain.node(local);
        this.last = new Origin(null, forwarded(null, scheme));
        this.forwardedFor = new PreEncodedHttpField(HttpHeader.X_FORWARDED_FOR, address);
        this.forwardedProto = new PreEncodedHttpField(HttpHeader.X_FORWARDED_PROTO, scheme);
    }

    /** A host and what {@code Forwarded} says of a request for it. */
    private record Origin(@Nullable String host, HttpField forwarded) {}

    /** Makes the acquaintance of a request's peer, before anybody asks for it. */
    public static void meet(HttpServletRequest request, TrustedProxies proxies) {
        ConnectionMetaData connection = connection(request);
        if (connection.getAttribute(ATTRIBUTE) == null) {
            connection.setAttribute(ATTRIBUTE, new Peer(connection, proxies));
        }
    }

    /** That of a request whose peer was met. */
    static Peer of(HttpServletRequest request) {
        return (Peer) Objects.requireNonNull(connection(request).getAttribute(ATTRIBUTE));
    }

    private static ConnectionMetaData connection(HttpServletRequest request) {
        return ServletContextRequest.getServletContextRequest(request).getConnectionMetaData();
    }

    private static @Nullable InetAddress inetAddress(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet.getAddress() : null;
    }

    private static String text(@Nullable InetAddress address) {
        if (address == null) {
            return UNKNOWN;
        }
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /** Its IP address, that of IPv6 without brackets; {@code unknown} when it has none. */
    String address() {
        return address;
    }

    /** Whether it is a proxy whose word on where a request came from is believed. */
    boolean isTrusted() {
        return trusted;
    }

    /** Who else is. */
    TrustedProxies proxies() {
        return proxies;
    }

    /** {@code http} or {@code https}: what is spoken on the connection. */
    String scheme() {
        return scheme;
    }

    /** {@code X-Forwarded-For} where nobody else said anything. */
    HttpField forwardedFor() {
        return forwardedFor;
    }

    /** {@code X-Forwarded-Proto} of any request of this connection. */
    HttpField forwardedProto() {
        return forwardedProto;
    }

    /** What {@code Forwarded} says (RFC 7239) of a request for a host. */
    HttpField forwarded(@Nullable String host) {
        Origin known = last;
        if (!Objects.equals(known.host, host)) {
            known = new Origin(host, forwarded(host, scheme));
            last = known;
        }
        return known.forwarded;
    }

    /** The same of one that came to the peer in another protocol, as the peer says. */
    HttpField forwarded(@Nullable String host, @Nullable String proto) {
        String named = host == null ? "" : ";host=" + UpstreamHeaders.quoted(host);
        return field(forwarded + named + ";proto=" + (proto == null ? scheme : UpstreamHeaders.quoted(proto)));
    }

    private static HttpField field(String forwarded) {
        return new PreEncodedHttpField(HttpHeader.FORWARDED, forwarded);
    }
}
