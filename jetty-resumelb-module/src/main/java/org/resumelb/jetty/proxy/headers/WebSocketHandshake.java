package org.resumelb.jetty.proxy.headers;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Random;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.TunnelSupport;
import org.jspecify.annotations.Nullable;

/**
 * How a client asks for WebSocket: by an upgrade of its HTTP/1.1 connection, or of one stream of its HTTP/2 connection
 * (RFC 8441). Workers are always asked by an upgrade of an HTTP/1.1 connection.
 */
public enum WebSocketHandshake {
    NONE,
    UPGRADE,
    EXTENDED_CONNECT;

    private static final String PROTOCOL = "websocket";
    private static final int KEY_BYTES = 16;
    private static final Random RANDOM = new SecureRandom();

    /** What a request asks for. */
    public static WebSocketHandshake of(HttpServletRequest request) {
        if (tunnel(request) != null) {
            return EXTENDED_CONNECT;
        }
        boolean upgrade = request.getProtocol().equals("HTTP/1.1")
                && PROTOCOL.equalsIgnoreCase(request.getHeader(HttpHeader.UPGRADE.asString()))
                && HttpMethod.GET.is(request.getMethod())
                && ServletContextRequest.getServletContextRequest(request)
                        .getHeaders()
                        .contains(HttpHeader.CONNECTION, HttpHeaderValue.UPGRADE.asString());
        return upgrade ? UPGRADE : NONE;
    }

    /** Whether it is a CONNECT that a load balancer cannot serve: one that names no protocol, or an unknown one. */
    static boolean isForeignConnect(HttpServletRequest request) {
        return HttpMethod.CONNECT.is(request.getMethod()) && of(request) == NONE;
    }

    /** The stream that carries WebSocket over HTTP/2. */
    public static @Nullable TunnelSupport tunnel(HttpServletRequest request) {
        TunnelSupport tunnel =
                ServletContextRequest.getServletContextRequest(request).getTunnelSupport();
        return tunnel != null && PROTOCOL.equals(tunnel.getProtocol()) ? tunnel : null;
    }

    /** The method with which a worker is asked for what a client asked for. */
    public String method(HttpServletRequest request) {
        return this == EXTENDED_CONNECT ? HttpMethod.GET.asString() : request.getMethod();
    }

    /** Makes the headers of the request to the worker ask for WebSocket. */
    public void prepare(HttpServletRequest request, HttpFields.Mutable headers) {
        if (this == UPGRADE) {
            addUpgrade(request.getHeader("Upgrade"), headers);
        } else if (this == EXTENDED_CONNECT) {
            addUpgrade(PROTOCOL, headers);
            headers.put(HttpHeader.SEC_WEBSOCKET_KEY, newKey());
        }
    }

    private static String newKey() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** Whether a worker's 101 agrees to what the client asked for; old ones do not name it. */
    public boolean isAgreedTo(HttpFields answer) {
        return this != NONE && (!answer.contains(HttpHeader.UPGRADE) || answer.contains(HttpHeader.UPGRADE, PROTOCOL));
    }

    /** Says what a worker's agreement means to the client, whose response has the worker's headers already. */
    public void agree(@Nullable String protocol, HttpFields.Mutable headers) {
        if (this == UPGRADE) {
            addUpgrade(protocol == null ? PROTOCOL : protocol, headers);
        } else {
            headers.remove(HttpHeader.SEC_WEBSOCKET_ACCEPT);
        }
    }

    private static void addUpgrade(String protocol, HttpFields.Mutable to) {
        to.put(HttpHeader.UPGRADE, protocol);
        to.put(HttpHeader.CONNECTION, HttpHeaderValue.UPGRADE);
    }
}
