package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.jetty.testing.Await;

/** The load balancer's own end: what runs may finish. */
@Timeout(300)
class GracefulStopTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    @TempDir
    Path base;

    @Test
    void aRequestUnderWayIsAnsweredThoughItsConnectionIsIdle() throws Exception {
        CompletableFuture<Runnable> finish = new CompletableFuture<>();
        TestWorker.Behaviour slow = (request, response, callback) ->
                finish.complete(() -> Content.Sink.write(response, true, "late", callback));
        try (TestWorker worker = new TestWorker(slow);
                TestBalancer balancer = TestBalancer.before(base, worker);
                Socket idle = balancer.connect("");
                Socket socket = balancer.connect(GET)) {
            Runnable answer = finish.get(60, TimeUnit.SECONDS);
            int port = balancer.port();
            balancer.awaitConnected(2);
            Thread stopping = balancer.stopWithin(60_000);
            assertEquals(-1, idle.getInputStream().read(), "what does nothing is closed");
            assertTrue(stopping.isAlive());
            assertThrows(
                    IOException.class,
                    () -> new Socket(InetAddress.getLoopbackAddress(), port).close(),
                    "nothing new is accepted");
            answer.run();
            String got = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(got.startsWith("HTTP/1.1 200"), got);
            assertTrue(got.contains("Connection: close"), got);
            assertTrue(got.endsWith("late"), got);
            stopping.join();
            assertEquals(0, balancer.balancer().getBacklog());
        }
    }

    @Test
    void aStreamUnderWayGoesOnToItsEnd() throws Exception {
        CompletableFuture<Runnable> finish = new CompletableFuture<>();
        TestWorker.Behaviour stream = (request, response, callback) -> response.write(
                false,
                ByteBuffer.wrap("first".getBytes(StandardCharsets.US_ASCII)),
                Callback.from(() -> finish.complete(() -> Content.Sink.write(response, true, "last", callback))));
        try (TestWorker worker = new TestWorker(stream);
                TestBalancer balancer = TestBalancer.before(base, worker);
                Socket idle = balancer.connect("");
                Socket socket = balancer.connect(GET)) {
            TestBalancer.readUntil(socket.getInputStream(), "first");
            balancer.awaitConnected(2);
            Thread stopping = balancer.stopWithin(60_000);
            assertEquals(-1, idle.getInputStream().read());
            finish.get(60, TimeUnit.SECONDS).run();
            TestBalancer.readUntil(socket.getInputStream(), "last");
            stopping.join();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void whatDoesNotEndInTimeIsCut(long stopTimeoutMillis) throws Exception {
        CompletableFuture<Callback> began = new CompletableFuture<>();
        try (TestWorker worker = new TestWorker((request, response, callback) -> began.complete(callback));
                TestBalancer balancer = TestBalancer.before(base, worker);
                Socket socket = balancer.connect(GET)) {
            Callback held = began.get(60, TimeUnit.SECONDS);
            balancer.stopWithin(stopTimeoutMillis).join();
            String got = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(got.isEmpty() || got.startsWith("HTTP/1.1 503"), got);
            Await.untilTrue("the backlog is 0", () -> balancer.balancer().getBacklog() == 0);
            held.succeeded();
        }
    }

    @Test
    void whileItsEndIsAnnouncedItServesButIsNotReady() throws Exception {
        TestWorker.Behaviour ok = (request, response, callback) -> Content.Sink.write(response, true, "ok", callback);
        String[] properties = {"stopDelay=5000"};
        try (TestWorker worker = new TestWorker(ok);
                TestBalancer balancer = TestBalancer.before(base, properties, worker)) {
            int port = balancer.port();
            assertFalse(balancer.balancer().isStopAnnounced());
            Thread stopping = balancer.stopWithin(60_000);
            Await.untilTrue("it is announced", () -> balancer.balancer().isStopAnnounced());
            assertTrue(balancer.raw("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                    .startsWith("HTTP/1.1 200"));
            assertTrue(stopping.isAlive());
            stopping.join();
            assertThrows(IOException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
        }
    }
}
