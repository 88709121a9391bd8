package org.resumelb.jetty.siege;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/** A worker of HTTP/1.1 and HTTP/2 that answers each request with its target, and {@code /big} with 4 MB; no résumé. */
final class SteadyWorker extends Handler.Abstract implements AutoCloseable {
    private static final byte[] BIG = new byte[4_000_000];

    private final Server server = new Server();
    private final HttpConfiguration http = new HttpConfiguration();
    private final ServerConnector connector =
            new ServerConnector(server, 1, 1, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));

    SteadyWorker() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(this);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String target = request.getHttpURI().getPathQuery();
        if (target.startsWith("/.resumelb")) {
            Response.writeError(request, response, callback, 404);
        } else if (target.equals("/big")) {
            response.write(true, ByteBuffer.wrap(BIG), callback);
        } else {
            // The body first, so that a slow upload takes the worker's time.
            Content.Source.consumeAll(
                    request,
                    Callback.from(() -> Content.Sink.write(response, true, target, callback), callback::failed));
        }
        return true;
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
