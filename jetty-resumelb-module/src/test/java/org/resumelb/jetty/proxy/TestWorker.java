package org.resumelb.jetty.proxy;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/** A real HTTP server without a résumé: whatever it does with other requests, its management path answers 404. */
final class TestWorker implements AutoCloseable {
    private final Server server = new Server();
    private final ServerConnector connector;
    private final String scheme;
    private final AtomicReference<@Nullable HttpFields> lastHeaders = new AtomicReference<>();

    TestWorker(Behaviour behaviour) throws Exception {
        this(0, behaviour);
    }

    TestWorker(int port, Behaviour behaviour) throws Exception {
        this(port, null, null, behaviour);
    }

    /** A worker that speaks TLS. */
    TestWorker(Path keyStore, Behaviour behaviour) throws Exception {
        this(0, keyStore, null, behaviour);
    }

    /** A worker that speaks TLS, and to those only whose certificate is in another store. */
    TestWorker(Path keyStore, Path clients, Behaviour behaviour) throws Exception {
        this(0, keyStore, clients, behaviour);
    }

    private TestWorker(int port, @Nullable Path keyStore, @Nullable Path clients, Behaviour behaviour)
            throws Exception {
        HttpConfiguration http = TestConnectors.configuration();
        http.setSendServerVersion(false);
        connector = keyStore == null
                ? TestConnectors.plain(server, http)
                : TestConnectors.tls(server, http, keyStore, clients);
        scheme = keyStore == null ? "http" : "https";
        connector.setPort(port);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                if (request.getHttpURI().getPath().startsWith("/.resumelb")) {
                    Response.writeError(request, response, callback, 404);
                } else {
                    lastHeaders.set(HttpFields.build(request.getHeaders()).asImmutable());
                    behaviour.handle(request, response, callback);
                }
                return true;
            }
        });
        server.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    String url() {
        return scheme + "://127.0.0.1:" + port();
    }

    /** The headers of the last request. */
    HttpFields headers() {
        HttpFields headers = lastHeaders.get();
        if (headers == null) {
            throw new AssertionError("no request came");
        }
        return headers;
    }

    void stop() {
        LifeCycle.stop(server);
    }

    @Override
    public void close() {
        stop();
    }

    /** What the application does. */
    interface Behaviour {
        void handle(Request request, Response response, Callback callback) throws Exception;
    }
}
