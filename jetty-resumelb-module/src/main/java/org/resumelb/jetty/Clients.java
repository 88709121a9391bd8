package org.resumelb.jetty;

import java.time.Duration;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.resumelb.jetty.proxy.ContinueRelay;
import org.resumelb.jetty.settings.Settings;

/** The HTTP clients to workers: one for requests, one for résumés, so that neither waits for the other. */
final class Clients {
    /** After this time without a request, what the client keeps for a worker is dropped. */
    private static final long DESTINATION_IDLE_MILLIS = 60_000;

    private Clients() {}

    /** For clients' requests: as transparent as can be. */
    static HttpClient upstream(Settings.Upstream settings) {
        HttpClient client = new TransparentClient(transport(settings, 2));
        client.setExecutor(threads("resumelb-upstream"));
        client.setMaxConnectionsPerDestination(settings.maxConnectionsPerWorker());
        client.setMaxRequestsQueuedPerDestination(settings.maxConnectionsPerWorker());
        client.setIdleTimeout(settings.idleTimeoutMillis());
        client.setMaxResponseHeadersSize(64 * 1024);
        client.setMaxRequestHeadersSize(64 * 1024);
        return client;
    }

    /** For the résumé streams. */
    static HttpClient resumes(Settings.Upstream settings) {
        HttpClient client = new HttpClient(transport(settings, 1));
        client.setExecutor(threads("resumelb-resumes"));
        client.setFollowRedirects(false);
        client.setDestinationIdleTimeout(DESTINATION_IDLE_MILLIS);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        return client;
    }

    private static QueuedThreadPool threads(String name) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName(name);
        threads.setDaemon(true);
        return threads;
    }

    private static HttpClientTransportDynamic transport(Settings.Upstream settings, int selectors) {
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(selectors);
        connector.setConnectTimeout(Duration.ofMillis(settings.connectTimeoutMillis()));
        connector.setSslContextFactory(new SslContextFactory.Client());
        return new HttpClientTransportDynamic(connector);
    }

    /** A client that adds nothing to requests and takes nothing from responses. */
    @SuppressWarnings("try") // HttpClient.close() is declared to throw InterruptedException.
    private static final class TransparentClient extends HttpClient {
        TransparentClient(HttpClientTransportDynamic transport) {
            super(transport);
            setFollowRedirects(false);
            setHttpCookieStore(new HttpCookieStore.Empty());
            setUserAgentField(null);
            setDefaultRequestContentType(null);
            setDestinationIdleTimeout(DESTINATION_IDLE_MILLIS);
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            // The client fills both when it starts.
            getContentDecoderFactories().clear();
            getProtocolHandlers().clear();
            getProtocolHandlers().put(new ContinueRelay());
        }
    }
}
