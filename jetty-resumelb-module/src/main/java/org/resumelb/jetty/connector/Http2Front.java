package org.resumelb.jetty.connector;

import java.util.List;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;

/** Changes to HTTP/2 for clients. A server without HTTP/2 need not have its classes: see {@link #guard}. */
final class Http2Front {
    private static final List<String> PROTOCOLS = List.of("h2", "h2c");

    private Http2Front() {}

    /** Ends the requests of streams that Jetty resets silently. Must be called before the connector starts. */
    static void guard(Server server, Connector connector) {
        for (ConnectionFactory factory : connector.getConnectionFactories()) {
            if (PROTOCOLS.contains(factory.getProtocol())) {
                Loaded.guard(server, factory);
            }
        }
    }

    /** Loaded, together with the classes that it refers to, only by servers with HTTP/2. */
    private static final class Loaded {
        static void guard(Server server, ConnectionFactory factory) {
            if (factory instanceof AbstractHTTP2ServerConnectionFactory http2) {
                http2.addEventListener(new LocalResets(server::getThreadPool, server::getScheduler));
            }
        }
    }
}
