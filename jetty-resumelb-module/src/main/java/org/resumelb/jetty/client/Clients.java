package org.resumelb.jetty.client;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.resumelb.jetty.connector.LocalResets;
import org.resumelb.jetty.settings.Settings;

/** The HTTP clients to workers: one for requests, one for résumés, so that neither waits for the other. */
public final class Clients {
    /** After this time without a request, what the client keeps for a worker is dropped. */
    private static final long DESTINATION_IDLE_MILLIS = 60_000;

    /** Threads that read what workers answer, as many as read what clients ask on a machine with many processors. */
    private static final int MIN_SELECTORS = 2;

    /** What a worker may send over HTTP/2 of one answer before somebody takes it. */
    private static final int STREAM_WINDOW_BYTES = 128 * 1024;

    /** The same of all answers on a connection: so much that those nobody takes leave room for the others. */
    private static final int SESSION_WINDOW_BYTES = 1 << 30;

    private Clients() {}

    /** For clients' requests, those over HTTP/1.1 by way of a {@link WorkerClient}: as transparent as can be. */
    public static HttpClient upstream(Settings.Upstream settings) {
        int selectors = Math.max(MIN_SELECTORS, Runtime.getRuntime().availableProcessors() / 2);
        HttpClientTransportDynamic transport = transport(selectors, settings.tls());
        // What listens to answers never blocks.
        transport.setInvocationType(Invocable.InvocationType.NON_BLOCKING);
        HttpClient client = new TransparentClient(transport);
        client.setExecutor(threads("resumelb-upstream"));
        client.setMaxConnectionsPerDestination(settings.maxConnectionsPerWorker());
        client.setMaxRequestsQueuedPerDestination(settings.maxConnectionsPerWorker());
        client.setConnectTimeout(settings.connectTimeoutMillis());
        client.setIdleTimeout(settings.idleTimeoutMillis());
        client.setMaxResponseHeadersSize(64 * 1024);
        client.setMaxRequestHeadersSize(64 * 1024);
        client.getRequestListeners().addFailureListener(Clients::endWithFailedHandshake);
        return client;
    }

    /** For the résumé streams. */
    public static HttpClient resumes(Settings.Upstream settings) {
        HttpClient client = new ResumeClient(transport(1, settings.tls()));
        client.setExecutor(threads("resumelb-resumes"));
        client.setConnectTimeout(settings.connectTimeoutMillis());
        client.setMaxResponseHeadersSize(16 * 1024);
        client.getRequestListeners().addFailureListener(Clients::endWithFailedHandshake);
        return client;
    }

    private static QueuedThreadPool threads(String name) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName(name);
        threads.setDaemon(true);
        return threads;
    }

    private static HttpClientTransportDynamic transport(int selectors, Settings.Tls tls) {
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(selectors);
        connector.setSslContextFactory(sslContextFactory(tls));
        HTTP2Client http2 = new HTTP2Client(connector);
        http2.setInitialStreamRecvWindow(STREAM_WINDOW_BYTES);
        http2.setInitialSessionRecvWindow(SESSION_WINDOW_BYTES);
        // The first is what is spoken where a request does not ask for another.
        return new HttpClientTransportDynamic(
                connector, HttpClientConnectionFactory.HTTP11, new Http2WorkerConnection.Factory(http2)) {
            @Override
            public Destination newDestination(Origin origin) {
                return new WorkerDestination(getHttpClient(), origin);
            }

            @Override
            public void setHttpClient(HttpClient client) {
                super.setHttpClient(client);
                http2.addEventListener(new LocalResets(client::getExecutor, client::getScheduler));
            }
        };
    }

    /**
     * A handshake that fails while one thread writes and another reads may end the request and leave the answer waited for,
     * since Jetty's connection forgets that somebody reads: nothing can come over it any more.
     */
    private static void endWithFailedHandshake(Request request, Throwable failure) {
        if (failure instanceof SSLHandshakeException) {
            var unused = request.abort(failure);
        }
    }

    private static SslContextFactory.Client sslContextFactory(Settings.Tls tls) {
        SslContextFactory.Client factory = new SslContextFactory.Client();
        try {
            WorkerTls.load(tls).setOn(factory);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("TLS to workers: " + e.getMessage(), e);
        }
        if (!tls.verifiesHost()) {
            factory.setEndpointIdentificationAlgorithm(null);
        }
        return factory;
    }

    /** A client for résumé streams. */
    @SuppressWarnings("try") // HttpClient.close() is declared to throw InterruptedException.
    private static final class ResumeClient extends HttpClient {
        ResumeClient(HttpClientTransportDynamic transport) {
            super(transport);
            setFollowRedirects(false);
            setHttpCookieStore(new HttpCookieStore.Empty());
            setDestinationIdleTimeout(DESTINATION_IDLE_MILLIS);
        }

        @Override
        public void setByteBufferPool(ByteBufferPool pool) {
            super.setByteBufferPool(new PrivateViews(pool));
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            // A résumé that decodes to a thousand times its size would not be seen coming.
            getContentDecoderFactories().clear();
        }
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
        public Origin createOrigin(Request request, Origin.Protocol protocol) {
            return request instanceof UpstreamRequest upstream
                    ? upstream.origin(protocol)
                    : super.createOrigin(request, protocol);
        }

        @Override
        protected void doStart() throws Exception {
            super.doStart();
            // The client fills both when it starts.
            getContentDecoderFactories().clear();
            getProtocolHandlers().clear();
            getProtocolHandlers().put(new InterimRelay());
        }
    }
}
