package org.resumelb.jetty.connector;

import java.util.List;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;

/** What is changed of HTTP/2 in front. A server that does not speak it need not have its classes: see {@link #guard}. */
final class Http2Front {
    private static final List<String> PROTOCOLS = List.of("h2", "h2c");

    private Http2Front() {}

    /** Has the requests end whose streams Jetty resets without telling. To be called before the connector starts. */
    static void guard(Server server, Connector connector) {
        for (ConnectionFactory factory : connector.getConnectionFactories()) {
            if (PROTOCOLS.contains(factory.getProtocol())) {
                Loaded.guard(server, factory);
            }
        }
    }

    /** Is loaded, with the classes that it names, by servers that speak HTTP/2. */
    private static final class Loaded {
        static void guard(Server server, ConnectionFactory factory) {
            if (factory instanceof AbstractHTTP2ServerConnectionFactory http2) {
                http2.addEventListener(new LocalResets(server::getThreadPool, server::getScheduler));
            }
        }
    }
}
