package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.testing.Await;
import org.resumelb.jetty.testing.CapturedLog;

/** How often a request is tried, where, and what becomes of workers that fail or are busy. */
class LossTest {
    private static final TestWorker.Behaviour OK =
            (request, response, callback) -> Content.Sink.write(response, true, "ok", callback);

    @TempDir
    Path base;

    private final AtomicInteger attempts = new AtomicInteger();

    private final TestWorker.Behaviour dying = (request, response, callback) -> {
        attempts.incrementAndGet();
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(new IOException("died"));
    };

    private final TestWorker.Behaviour silent = (request, response, callback) -> attempts.incrementAndGet();

    @Test
    void aRequestThatBroughtTwoWorkersDownIsNotTriedOnAThird() throws Exception {
        String[] properties = {"maxRetries=9"};
        try (TestWorker one = new TestWorker(dying);
                TestWorker two = new TestWorker(dying);
                TestWorker three = new TestWorker(dying);
                TestBalancer balancer = TestBalancer.before(base, properties, one, two, three);
                CapturedLog log = new CapturedLog()) {
            assertEquals(502, balancer.get("/poison/%22" + "x".repeat(300)).statusCode());
            assertEquals(2, attempts.get());
            assertEquals(1, balancer.balancer().getLethalRequests());
            assertTrue(balancer.balancer().status().contains("\"lethalRequests\":1"));
            List<String> lines = log.linesWith("not tried on a third");
            assertEquals(1, lines.size(), lines::toString);
            assertTrue(lines.get(0).contains("\"GET /poison/%22xxx"), lines.get(0));
            assertTrue(lines.get(0).contains("x...\""), lines.get(0));
            assertEquals(502, balancer.get("/again").statusCode());
            assertEquals(1, log.linesWith("not tried on a third").size(), "the second within ten seconds");
            assertEquals(2, balancer.balancer().getLethalRequests());
            balancer.awaitRest();
        }
    }

    @Test
    void whatIsLoggedOfARequestIsPrintableAndShort() {
        assertEquals("\"a\\u0022b\\u005c\\u000a\\u00e9\"", PoisonRequests.shown("a\"b\\\n\u00e9"));
        assertEquals(205, PoisonRequests.shown("x".repeat(100_000)).length());
    }

    @Test
    void aRequestThatTimedOutIsNotTriedElsewhere() throws Exception {
        String[] properties = {"idleTimeout=300"};
        try (TestWorker one = new TestWorker(silent);
                TestWorker two = new TestWorker(silent);
                TestBalancer balancer = TestBalancer.before(base, properties, one, two)) {
            assertEquals(504, balancer.get("/").statusCode());
            assertEquals(1, attempts.get());
            assertEquals(0, balancer.balancer().getLethalRequests());
            balancer.awaitRest();
        }
    }

    @Test
    void aWorkerThatKeepsFailingIsLeftOutAndLoggedOnce() throws Exception {
        String[] properties = {"policy=least-backlog", "ejection.failures=3", "ejection.baseTime=3600000"};
        try (TestWorker bad = new TestWorker(dying);
                TestWorker good = new TestWorker(OK);
                TestBalancer balancer = TestBalancer.before(base, properties, bad, good);
                CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 20; i++) {
                assertEquals(200, balancer.get("/" + i).statusCode());
            }
            assertEquals(3, attempts.get());
            assertEquals(1, balancer.balancer().getEjections());
            assertEquals(1, balancer.balancer().getServingWorkers());
            assertEquals(
                    1,
                    log.linesWith("Worker 127.0.0.1:" + bad.port() + " is left out for")
                            .size());
        }
    }

    @Test
    void aWorkerThatAnswers503LosesItsWork() throws Exception {
        TestWorker.Behaviour unavailable = (request, response, callback) -> {
            attempts.incrementAndGet();
            response.setStatus(503);
            Content.Sink.write(response, true, "no", callback);
        };
        String[] properties = {"policy=least-backlog"};
        try (TestWorker bad = new TestWorker(unavailable);
                TestWorker good = new TestWorker(OK);
                TestBalancer balancer = TestBalancer.before(base, properties, bad, good)) {
            for (int i = 0; i < 40; i++) {
                var unused = balancer.get("/" + i);
            }
            assertEquals(5, attempts.get());
        }
    }

    @Test
    void requestsBeyondTheConnectionsOfAllWorkersWaitAndAreServed() throws Exception {
        ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();
        TestWorker.Behaviour slow =
                (request, response, callback) -> held.add(() -> Content.Sink.write(response, true, "ok", callback));
        String[] properties = {"maxConnectionsPerWorker=2"};
        try (TestWorker one = new TestWorker(slow);
                TestWorker two = new TestWorker(slow);
                TestBalancer balancer = TestBalancer.before(base, properties, one, two)) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                answers.add(balancer.getAsync("/" + i));
            }
            Await.untilTrue("4 are sent", () -> held.size() == 4);
            Await.untilTrue("26 wait", () -> balancer.balancer().getWaiting() == 26);
            assertEquals(4, balancer.balancer().getBacklog());
            for (int i = 0; i < 30; i++) {
                Await.untilTrue("one is sent", () -> !held.isEmpty());
                assertTrue(held.size() <= 4, held.size() + " at a time");
                held.remove().run();
            }
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertEquals(200, answer.get(60, TimeUnit.SECONDS).statusCode());
            }
            balancer.awaitRest();
        }
    }

    @Test
    void whenAllConnectionsAreTakenAndNoneMayWaitTheAnswerIs503AndNoWorkerIsBlamed() throws Exception {
        ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();
        TestWorker.Behaviour slow =
                (request, response, callback) -> held.add(() -> Content.Sink.write(response, true, "ok", callback));
        String[] properties = {"maxConnectionsPerWorker=1", "maxWaiting=0", "ejection.failures=1"};
        try (TestWorker one = new TestWorker(slow);
                TestWorker two = new TestWorker(slow);
                TestBalancer balancer = TestBalancer.before(base, properties, one, two)) {
            List<CompletableFuture<HttpResponse<String>>> answers =
                    List.of(balancer.getAsync("/1"), balancer.getAsync("/2"));
            Await.untilTrue("2 are sent", () -> held.size() == 2);
            for (int i = 0; i < 10; i++) {
                HttpResponse<String> refused = balancer.get("/");
                assertEquals(503, refused.statusCode());
                assertTrue(refused.headers().firstValue("Retry-After").isPresent());
            }
            assertEquals(0, balancer.balancer().getEjections());
            held.forEach(Runnable::run);
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertEquals(200, answer.get(60, TimeUnit.SECONDS).statusCode());
            }
            balancer.awaitRest();
        }
    }
}
