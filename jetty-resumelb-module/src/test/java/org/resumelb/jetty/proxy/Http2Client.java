package org.resumelb.jetty.proxy;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** A client that speaks HTTP/2 only, over TCP and TLS, and trusts everybody. */
final class Http2Client implements AutoCloseable {
    private final HttpClient client;

    Http2Client() throws Exception {
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setSslContextFactory(new SslContextFactory.Client(true));
        client = new HttpClient(new HttpClientTransportDynamic(
                connector, new ClientConnectionFactoryOverHTTP2.HTTP2(new HTTP2Client(connector))));
        client.start();
    }

    HttpClient client() {
        return client;
    }

    /** A request whose target goes as it is. */
    Request request(String method, String origin, String target) {
        return new ExactRequest(client, URI.create(origin), method, target)
                .timeout(30, TimeUnit.SECONDS)
                .headers(HttpFields.Mutable::clear);
    }

    ContentResponse get(String origin, String target) throws Exception {
        return request("GET", origin, target).send();
    }

    /** Cuts all connections. */
    void stop() {
        LifeCycle.stop(client);
    }

    @Override
    public void close() {
        stop();
    }

    /** A request whose method and target are not what a URI can be made of. */
    private static final class ExactRequest extends HttpRequest {
        private final String exactMethod;
        private final String target;

        ExactRequest(HttpClient client, URI origin, String method, String target) {
            super(client, new HttpConversation(), origin);
            exactMethod = method;
            this.target = target;
        }

        @Override
        public String getMethod() {
            return exactMethod == null ? super.getMethod() : exactMethod;
        }

        @Override
        public @Nullable URI getURI() {
            return null;
        }

        @Override
        public String getPath() {
            int query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }

        @Override
        public @Nullable String getQuery() {
            int query = target.indexOf('?');
            return query < 0 ? null : target.substring(query + 1);
        }
    }
}
