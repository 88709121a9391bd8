package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.testing.Await;

/** WebSocket in a stream of an HTTP/2 connection (RFC 8441), to a worker that knows HTTP/1.1 upgrades only. */
class WebSocketOverHttp2Test {
    @TempDir
    Path base;

    private TestBalancer before(EchoWorker worker) throws Exception {
        TestBalancer balancer = new TestBalancer(base, worker.url());
        balancer.awaitServing(1);
        return balancer;
    }

    @Test
    void messagesGoBothWaysAndTheRequestCountsUntilTheSocketCloses() throws Exception {
        try (EchoWorker worker = new EchoWorker();
                TestBalancer balancer = before(worker);
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
        try (EchoWorker worker = new EchoWorker();
                TestBalancer balancer = before(worker);
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
        try (EchoWorker worker = new EchoWorker();
                TestBalancer balancer = before(worker);
                Http2Client http2 = new Http2Client()) {
            WebSocketClient client = started(http2);
            var refused = client.connect(new Inbox(), URI.create("ws://127.0.0.1:" + balancer.port() + "/nothing"));
            assertThrows(ExecutionException.class, () -> refused.get(60, TimeUnit.SECONDS));
            balancer.awaitRest();
        }
    }

    private static WebSocketClient started(Http2Client http2) throws Exception {
        WebSocketClient client = new WebSocketClient(http2.client());
        client.setMaxTextMessageSize(EchoWorker.MAX_MESSAGE_BYTES);
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
