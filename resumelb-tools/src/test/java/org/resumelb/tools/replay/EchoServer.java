package org.resumelb.tools.replay;

import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * A real server that notes each request's Host and target. {@code /statusNNN} answers with that status, {@code /abort}
 * breaks the answer off.
 */
final class EchoServer {
    private final Server server = new Server();
    private final ServerConnector connector;
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    EchoServer() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Echo());
    }

    void start() throws Exception {
        server.start();
    }

    void stop() throws Exception {
        server.stop();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    Queue<String> seen() {
        return seen;
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }

    private final class Echo extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
            String target = request.getHttpURI().getPathQuery();
            seen.add(request.getHeaders().get(HttpHeader.HOST) + " " + target);
            if (target.startsWith("/status")) {
                response.setStatus(Integer.parseInt(target.substring("/status".length())));
            }
            running.decrementAndGet();
            if (target.equals("/abort")) {
                request.getConnectionMetaData().getConnection().getEndPoint().close();
                callback.failed(new EofException("asked to abort"));
            } else {
                response.write(true, null, callback);
            }
            return true;
        }
    }
}
