package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.testing.Await;

/** What happens when workers, clients or both fail; each time the backlog must return to 0. */
class FailureTest {
    private static final TestWorker.Behaviour OK =
            (request, response, callback) -> Content.Sink.write(response, true, "ok", callback);

    @TempDir
    Path base;

    /** Cuts the connection without having answered. */
    private static TestWorker.Behaviour dying(AtomicInteger requests) {
        return (request, response, callback) -> {
            requests.incrementAndGet();
            request.getConnectionMetaData().getConnection().getEndPoint().close();
            callback.failed(new IOException("died"));
        };
    }

    @Test
    void aGetWhoseWorkerDiesIsTriedElsewhereOnce() throws Exception {
        AtomicInteger deaths = new AtomicInteger();
        String[] properties = {"policy=least-backlog"};
        try (TestWorker dying = new TestWorker(dying(deaths));
                TestWorker living = new TestWorker(OK);
                TestBalancer balancer = TestBalancer.before(base, properties, dying, living)) {
            for (int i = 0; i < 10; i++) {
                HttpResponse<String> answer = balancer.get("/" + i);
                assertEquals(200, answer.statusCode());
                assertEquals("ok", answer.body());
            }
            assertTrue(deaths.get() > 0);
            balancer.awaitRest();
        }
    }

    @Test
    void aRequestThatEveryWorkerFailsGetsThe502Page() throws Exception {
        AtomicInteger deaths = new AtomicInteger();
        try (TestWorker one = new TestWorker(dying(deaths));
                TestWorker two = new TestWorker(dying(deaths));
                TestBalancer balancer = TestBalancer.before(base, one, two)) {
            HttpResponse<String> answer = balancer.get("/");
            assertEquals(502, answer.statusCode());
            assertTrue(answer.body().contains("The server went away"), answer.body());
            assertEquals(2, deaths.get());
            balancer.awaitRest();
        }
    }

    @Test
    void aPostIsNotRepeatedAndGetsTheConfiguredPage() throws Exception {
        Files.writeString(base.resolve("sorry.html"), "<p>sorry</p>");
        AtomicInteger deaths = new AtomicInteger();
        String[] properties = {"disconnectPage=sorry.html"};
        try (TestWorker one = new TestWorker(dying(deaths));
                TestWorker two = new TestWorker(dying(deaths));
                TestBalancer balancer = TestBalancer.before(base, properties, one, two)) {
            var post = HttpRequest.newBuilder(balancer.uri("/")).POST(HttpRequest.BodyPublishers.ofString("x"));
            HttpResponse<String> answer = balancer.send(post);
            assertEquals(502, answer.statusCode());
            assertEquals("<p>sorry</p>", answer.body());
            assertEquals(1, deaths.get());
            balancer.awaitRest();
        }
    }

    @Test
    void aPostThatNoWorkerHasSeenGoesElsewhere() throws Exception {
        TestWorker.Behaviour echo = (request, response, callback) -> Content.copy(request, response, callback);
        String[] properties = {"policy=least-backlog", "maxRetries=1"};
        try (TestWorker gone = new TestWorker(echo);
                TestWorker living = new TestWorker(echo);
                TestBalancer balancer = TestBalancer.before(base, properties, gone, living)) {
            gone.stop();
            for (int i = 0; i < 4; i++) {
                var post = HttpRequest.newBuilder(balancer.uri("/")).POST(HttpRequest.BodyPublishers.ofString("body"));
                HttpResponse<String> answer = balancer.send(post);
                assertEquals(200, answer.statusCode());
                assertEquals("body", answer.body());
            }
            balancer.awaitRest();
        }
    }

    @Test
    void anAnswerThatBreaksOffIsCutAndNotRepeated() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        TestWorker.Behaviour breaking = (request, response, callback) -> {
            requests.incrementAndGet();
            response.getHeaders().put("Content-Length", 100);
            response.write(false, ByteBuffer.wrap("part".getBytes(StandardCharsets.US_ASCII)), Callback.from(() -> {
                request.getConnectionMetaData().getConnection().getEndPoint().close();
                callback.failed(new IOException("died"));
            }));
        };
        try (TestWorker worker = new TestWorker(breaking);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            String answer = balancer.raw("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertTrue(answer.endsWith("part"), answer);
            assertEquals(1, requests.get());
            balancer.awaitRest();
        }
    }

    @Test
    void withoutRetriesTheFirstFailureIsTheAnswer() throws Exception {
        AtomicInteger deaths = new AtomicInteger();
        String[] properties = {"maxRetries=0"};
        try (TestWorker one = new TestWorker(dying(deaths));
                TestWorker two = new TestWorker(dying(deaths));
                TestBalancer balancer = TestBalancer.before(base, properties, one, two)) {
            assertEquals(502, balancer.get("/").statusCode());
            assertEquals(1, deaths.get());
        }
    }

    @Test
    void aWorkerThatIsSilentTooLongCosts504() throws Exception {
        TestWorker.Behaviour silent = (request, response, callback) -> {};
        String[] properties = {"idleTimeout=300", "maxRetries=0"};
        try (TestWorker worker = new TestWorker(silent);
                TestBalancer balancer = TestBalancer.before(base, properties, worker)) {
            assertEquals(504, balancer.get("/").statusCode());
            balancer.awaitRest();
        }
    }

    @Test
    void requestsWaitForAWorkerAndAreServedWhenOneComes() throws Exception {
        int port;
        try (TestWorker worker = new TestWorker(OK)) {
            port = worker.port();
        }
        try (TestBalancer balancer = new TestBalancer(base, "http://127.0.0.1:" + port)) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                HttpRequest request = HttpRequest.newBuilder(balancer.uri("/")).build();
                answers.add(balancer.client().sendAsync(request, HttpResponse.BodyHandlers.ofString()));
            }
            Await.untilTrue("all wait", () -> balancer.balancer().getWaiting() == 20);
            try (TestWorker worker = new TestWorker(port, OK)) {
                for (CompletableFuture<HttpResponse<String>> answer : answers) {
                    assertEquals(200, answer.get(60, TimeUnit.SECONDS).statusCode());
                }
                assertEquals(0, balancer.balancer().getWaiting());
                balancer.awaitRest();
                assertTrue(worker.port() > 0);
            }
        }
    }

    @Test
    void aRequestThatWaitedTooLongGets503AndWhenToComeAgain() throws Exception {
        try (TestBalancer balancer = new TestBalancer(base, "", "waitTimeout=50")) {
            HttpResponse<String> answer = balancer.get("/");
            assertEquals(503, answer.statusCode());
            assertEquals("1", answer.headers().firstValue("Retry-After").orElse(""));
            assertEquals(0, balancer.balancer().getWaiting());
        }
    }

    @Test
    void moreRequestsThanMayWaitGet503AtOnce() throws Exception {
        try (TestBalancer balancer = new TestBalancer(base, "", "maxWaiting=1", "waitTimeout=20000");
                Socket first = balancer.connect("GET / HTTP/1.1\r\nHost: h\r\n\r\n")) {
            Await.untilTrue("one waits", () -> balancer.balancer().getWaiting() == 1);
            assertEquals(503, balancer.get("/").statusCode());
            assertFalse(first.isClosed());
        }
    }

    @Test
    void aClientThatLeavesWhileTheAnswerStreamsEndsTheRequest() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        TestWorker.Behaviour endless = (request, response, callback) -> stream(response, callback, failed);
        try (TestWorker worker = new TestWorker(endless);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            try (Socket socket = balancer.connect("GET / HTTP/1.1\r\nHost: h\r\n\r\n")) {
                TestBalancer.readUntil(socket.getInputStream(), "more");
                assertEquals(1, balancer.balancer().getBacklog());
            }
            balancer.awaitRest();
            assertTrue(failed.await(60, TimeUnit.SECONDS));
        }
    }

    private static void stream(org.eclipse.jetty.server.Response response, Callback callback, CountDownLatch failed) {
        ByteBuffer chunk = ByteBuffer.wrap("more".repeat(1000).getBytes(StandardCharsets.US_ASCII));
        response.write(false, chunk, new Callback() {
            @Override
            public void succeeded() {
                stream(response, callback, failed);
            }

            @Override
            public void failed(Throwable failure) {
                failed.countDown();
                callback.failed(failure);
            }
        });
    }

    @Test
    void aClientThatLeavesBeforeTheAnswerEndsTheRequestSoon() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        TestWorker.Behaviour silent = (request, response, callback) -> began.countDown();
        try (TestWorker worker = new TestWorker(silent);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            try (Socket socket = balancer.connect("GET / HTTP/1.1\r\nHost: h\r\n\r\n")) {
                assertTrue(began.await(60, TimeUnit.SECONDS));
                assertFalse(socket.isClosed());
            }
            balancer.awaitRest();
        }
    }

    @Test
    void aClientThatLeavesWhileItWaitsForAWorkerFreesItsPlace() throws Exception {
        try (TestBalancer balancer = new TestBalancer(base, "")) {
            try (Socket socket = balancer.connect("GET / HTTP/1.1\r\nHost: h\r\n\r\n")) {
                Await.untilTrue("one waits", () -> balancer.balancer().getWaiting() == 1);
                assertFalse(socket.isClosed());
            }
            Await.untilTrue("none waits", () -> balancer.balancer().getWaiting() == 0);
        }
    }

    @Test
    void aClientThatLeavesWhileItSendsEndsTheRequest() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        TestWorker.Behaviour reading = (request, response, callback) -> {
            began.countDown();
            Content.copy(request, response, callback);
        };
        try (TestWorker worker = new TestWorker(reading);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            try (Socket socket = balancer.connect("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\npart")) {
                assertTrue(began.await(60, TimeUnit.SECONDS));
                assertFalse(socket.isClosed());
            }
            balancer.awaitRest();
        }
    }

    @Test
    void chunksReachTheClientAsTheyCome() throws Exception {
        CompletableFuture<Runnable> finish = new CompletableFuture<>();
        TestWorker.Behaviour slow = (request, response, callback) -> response.write(
                false,
                ByteBuffer.wrap("first".getBytes(StandardCharsets.US_ASCII)),
                Callback.from(() -> finish.complete(() -> Content.Sink.write(response, true, "second", callback))));
        try (TestWorker worker = new TestWorker(slow);
                TestBalancer balancer = TestBalancer.before(base, worker);
                Socket socket = balancer.connect("GET / HTTP/1.1\r\nHost: h\r\n\r\n")) {
            TestBalancer.readUntil(socket.getInputStream(), "first");
            finish.get(60, TimeUnit.SECONDS).run();
            TestBalancer.readUntil(socket.getInputStream(), "second");
            balancer.awaitRest();
        }
    }
}
