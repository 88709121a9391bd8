package org.resumelb.jetty.proxy.headers;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * The address of the client that a request is from, as far as it can be believed: that of the connection, or, if a
 * trusted proxy is there, the last one in the chain that no trusted proxy has. What clients write themselves stands
 * before that and does not count.
 */
public final class ClientAddress {
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
        HttpFields fields =
                ServletContextRequest.getServletContextRequest(request).getHeaders();
        ForwardingChain chain = fields.contains(HttpHeader.X_FORWARDED_FOR)
                ? ForwardingChain.ofXForwarded(fields)
                : ForwardingChain.ofForwarded(fields);
        return chain.client(peer.address(), peer.proxies());
    }
}
