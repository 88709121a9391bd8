package org.resumelb.jetty.zookeeper;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/** A server that tells its résumé on a stream, counted, and answers everything else with its name. */
final class StubWorker implements AutoCloseable {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final AtomicInteger streams = new AtomicInteger();

    StubWorker() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                if (Request.getPathInContext(request).equals("/.resumelb/resume")) {
                    streams.incrementAndGet();
                    stream(response, callback);
                } else {
                    Content.Sink.write(response, true, name(), callback);
                }
                return true;
            }
        });
        server.start();
    }

    /** Sends a résumé and leaves the stream open. */
    private void stream(Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        String event = "event: resume\ndata: {\"format\":1,\"worker\":\"w\",\"generation\":1,\"classifier\":null,"
                + "\"inFlight\":0,\"classes\":{\"c\":{\"score\":7.0,\"requests\":9}}}\n\n";
        send(response, event, callback);
    }

    /** Sends an event and then a heartbeat each second, so that the stream is never taken for dead. */
    private void send(Response response, String event, Callback callback) {
        Callback next = Callback.from(
                () -> server.getScheduler()
                        .schedule(
                                () -> send(response, "event: load\ndata: {\"inFlight\":0}\n\n", callback),
                                1,
                                TimeUnit.SECONDS),
                callback::failed);
        response.write(false, ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8)), next);
    }

    /** {@code host:port}, as its node is called. */
    String name() {
        return "127.0.0.1:" + connector.getLocalPort();
    }

    /** How many streams were asked for in all. */
    int streams() {
        return streams.get();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
