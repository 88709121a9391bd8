package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.testing.Await;

/** WebSocket in a stream of an HTTP/2 connection (RFC 8441), to a worker that knows HTTP/1.1 upgrades only. */
class WebSocketOverHttp2Test {
    private final Server worker = new Server();
    private final ServerConnector connector = new ServerConnector(worker);

    @TempDir
    Path base;

    @BeforeEach
    void startWorker() throws Exception {
        connector.setHost("127.0.0.1");
        worker.addConnector(connector);
        worker.setHandler(WebSocketUpgradeHandler.from(worker, container -> {
            container.setMaxTextMessageSize(10_000_000);
            container.addMapping("/echo", (request, response, callback) -> new WebSocketTest.Echo());
        }));
        worker.start();
    }

    @AfterEach
    void stopWorker() {
        LifeCycle.stop(worker);
    }

    private TestBalancer balancer() throws Exception {
        TestBalancer balancer = new TestBalancer(base, "http://127.0.0.1:" + connector.getLocalPort());
        balancer.awaitServing(1);
        return balancer;
    }

    @Test
    void messagesGoBothWaysAndTheRequestCountsUntilTheSocketCloses() throws Exception {
        try (TestBalancer balancer = balancer();
                Http2Client http2 = new Http2Client()) {
            WebSocketClient client = started(http2);
            Inbox inbox = new Inbox();
            Session session = client.connect(inbox, URI.create("ws://127.0.0.1:" + balancer.port() + "/echo"))
                    .get(60, TimeUnit.SECONDS);
            String message = "é".repeat(200_000);
            session.sendText(message, Callback.NOOP);
            assertEquals(message, inbox.message.get(60, TimeUnit.SECONDS));
            assertEquals(1, balancer.balancer().getBacklog());
            session.close();
            inbox.closed.get(60, TimeUnit.SECONDS);
            balancer.awaitRest();
        }
    }

    @Test
    void aClientThatIsGoneEndsTheTunnel() throws Exception {
        try (TestBalancer balancer = balancer();
                Http2Client http2 = new Http2Client()) {
            WebSocketClient client = started(http2);
            client.connect(new Inbox(), URI.create("ws://127.0.0.1:" + balancer.port() + "/echo"))
                    .get(60, TimeUnit.SECONDS);
            Await.untilTrue("the tunnel counts", () -> balancer.balancer().getBacklog() == 1);
            http2.stop();
            balancer.awaitRest();
        }
    }

    @Test
    void aWorkerThatRefusesAnswersAsUsual() throws Exception {
        try (TestBalancer balancer = balancer();
                Http2Client http2 = new Http2Client()) {
            WebSocketClient client = started(http2);
            var refused = client.connect(new Inbox(), URI.create("ws://127.0.0.1:" + balancer.port() + "/nothing"));
            assertThrows(ExecutionException.class, () -> refused.get(60, TimeUnit.SECONDS));
            balancer.awaitRest();
        }
    }

    private static WebSocketClient started(Http2Client http2) throws Exception {
        WebSocketClient client = new WebSocketClient(http2.client());
        client.setMaxTextMessageSize(10_000_000);
        client.start();
        return client;
    }

    /** What the client gets. */
    public static final class Inbox extends Session.Listener.AbstractAutoDemanding {
        final CompletableFuture<String> message = new CompletableFuture<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public void onWebSocketText(String text) {
            message.complete(text);
        }

        @Override
        public void onWebSocketClose(int status, String reason, Callback callback) {
            closed.complete(status);
            callback.succeed();
        }
    }
}
