package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.testing.Await;

/** WebSocket through the load balancer, with Jetty's server and the JDK's client. */
class WebSocketTest {
    @TempDir
    Path base;

    private TestBalancer before(EchoWorker worker, String... properties) throws Exception {
        TestBalancer balancer = new TestBalancer(base, worker.url(), properties);
        balancer.awaitServing(1);
        return balancer;
    }

    private static WebSocket open(TestBalancer balancer, String path, Inbox inbox) throws Exception {
        URI uri = URI.create("ws://127.0.0.1:" + balancer.port() + path);
        return balancer.client()
                .newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(60))
                .buildAsync(uri, inbox)
                .get(60, TimeUnit.SECONDS);
    }

    @Test
    void messagesGoBothWaysAndTheRequestCountsUntilTheSocketCloses() throws Exception {
        try (EchoWorker worker = new EchoWorker();
                TestBalancer balancer = before(worker)) {
            Inbox inbox = new Inbox();
            WebSocket socket = open(balancer, "/echo", inbox);
            String message = "é".repeat(200_000);
            socket.sendText(message, true).get(60, TimeUnit.SECONDS);
            assertEquals(message, inbox.message.get(60, TimeUnit.SECONDS));
            assertEquals(1, balancer.balancer().getBacklog());
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get(60, TimeUnit.SECONDS);
            assertEquals(WebSocket.NORMAL_CLOSURE, inbox.closed.get(60, TimeUnit.SECONDS));
            balancer.awaitRest();
        }
    }

    /** Counts, and knows what was not given back. */
    private static final class CountingPool extends ArrayByteBufferPool.Tracking {
        final AtomicInteger acquired = new AtomicInteger();

        @Override
        public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
            acquired.incrementAndGet();
            return super.acquire(size, direct);
        }
    }

    @Test
    void anIdleTunnelHoldsNoBuffer() throws Exception {
        CountingPool pool = new CountingPool();
        try (EchoWorker worker = new EchoWorker();
                TestBalancer balancer = new TestBalancer(base, pool, worker.url())) {
            balancer.awaitServing(1);
            Inbox inbox = new Inbox();
            WebSocket socket = open(balancer, "/echo", inbox);
            int before = pool.acquired.get();
            socket.sendText("x".repeat(200_000), true).get(60, TimeUnit.SECONDS);
            inbox.message.get(60, TimeUnit.SECONDS);
            assertTrue(pool.acquired.get() > before, "bytes go through the pool's buffers");
            Await.until(0, () -> pool.getLeaks().size());
            assertEquals(1, balancer.balancer().getBacklog());
            socket.abort();
            balancer.awaitRest();
            Await.until(0, () -> pool.getLeaks().size());
        }
    }

    @Test
    void aClientThatIsGoneEndsTheTunnel() throws Exception {
        try (EchoWorker worker = new EchoWorker();
                TestBalancer balancer = before(worker)) {
            WebSocket socket = open(balancer, "/echo", new Inbox());
            assertEquals(1, balancer.balancer().getBacklog());
            socket.abort();
            balancer.awaitRest();
        }
    }

    @Test
    void aSilentTunnelEnds() throws Exception {
        try (EchoWorker worker = new EchoWorker();
                TestBalancer balancer = before(worker, "tunnelIdleTimeout=300")) {
            Inbox inbox = new Inbox();
            WebSocket socket = open(balancer, "/echo", inbox);
            balancer.awaitRest();
            CompletableFuture.anyOf(inbox.lost, inbox.closed).get(60, TimeUnit.SECONDS);
            assertTrue(socket.isInputClosed());
        }
    }

    @Test
    void aWorkerThatRefusesAnswersAsUsual() throws Exception {
        try (EchoWorker worker = new EchoWorker();
                TestBalancer balancer = before(worker)) {
            ExecutionException refused =
                    assertThrows(ExecutionException.class, () -> open(balancer, "/nothing", new Inbox()));
            assertTrue(refused.getCause() instanceof java.net.http.WebSocketHandshakeException, refused.toString());
            balancer.awaitRest();
        }
    }

    /** What the client gets. */
    private static final class Inbox implements WebSocket.Listener {
        final CompletableFuture<String> message = new CompletableFuture<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        final CompletableFuture<Boolean> lost = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                message.complete(text.toString());
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            lost.complete(true);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status);
            return CompletableFuture.completedStage(null);
        }
    }
}
