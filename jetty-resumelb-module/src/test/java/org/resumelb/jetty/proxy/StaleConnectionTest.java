package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.testing.Await;

/** Workers may close idle connections at any time, also just as a request arrives over them. */
@Timeout(300)
class StaleConnectionTest {
    private static final int CONNECTIONS = 10;
    private static final String[] PROPERTIES = {"ejection.failures=1", "ejection.baseTime=3600000"};

    @TempDir
    Path base;

    @Test
    void aGetMeetsAnyNumberOfStaleConnectionsAndIsServed() throws Exception {
        try (IdleClosingWorker worker = new IdleClosingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url(), PROPERTIES)) {
            balancer.awaitServing(1);
            fill(balancer, worker);
            worker.closeIdle();
            for (int i = 0; i < CONNECTIONS; i++) {
                assertEquals(200, balancer.get("/" + i).statusCode());
            }
            assertTrue(worker.closed() > 0, "no request met a stale connection");
            assertEquals(0, balancer.context().retryBudget().retries(), "it is no retry");
            assertNobodyIsBlamed(balancer);
        }
    }

    @Test
    void aWorkerThatClosesEachConnectionAfterOneAnswerServesAll() throws Exception {
        try (IdleClosingWorker one = new IdleClosingWorker();
                IdleClosingWorker two = new IdleClosingWorker();
                TestBalancer balancer = new TestBalancer(base, one.url() + "," + two.url(), PROPERTIES)) {
            balancer.awaitServing(2);
            one.closeIdle();
            two.closeIdle();
            // So many that some are answered, and their connections used again, within one millisecond.
            for (int i = 0; i < 100 * CONNECTIONS; i++) {
                assertEquals(200, balancer.get("/" + i).statusCode());
            }
            assertTrue(one.closed() + two.closed() > CONNECTIONS, "stale connections: " + one.closed() + two.closed());
            assertEquals(0, balancer.context().retryBudget().retries(), "it is no retry");
            assertNobodyIsBlamed(balancer);
        }
    }

    @Test
    void aPostIsNotSentAgain() throws Exception {
        try (IdleClosingWorker worker = new IdleClosingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            assertEquals(200, balancer.get("/").statusCode());
            worker.closeIdle();
            int answered = worker.answered();
            HttpRequest.Builder post = HttpRequest.newBuilder(balancer.uri("/"));
            assertEquals(
                    502,
                    balancer.send(post.POST(HttpRequest.BodyPublishers.ofString("text")))
                            .statusCode());
            assertEquals(answered, worker.answered());
            assertEquals(0, balancer.balancer().getLethalRequests());
            balancer.awaitRest();
        }
    }

    @Test
    void withoutRetriesNothingIsSentAgain() throws Exception {
        try (IdleClosingWorker worker = new IdleClosingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url(), "maxRetries=0")) {
            balancer.awaitServing(1);
            assertEquals(200, balancer.get("/").statusCode());
            worker.closeIdle();
            assertEquals(502, balancer.get("/").statusCode());
            balancer.awaitRest();
        }
    }

    @Test
    void aRequestThatBringsWorkersDownOverIdleConnectionsIsStoppedAfterTwo() throws Exception {
        try (IdleClosingWorker one = new IdleClosingWorker();
                IdleClosingWorker two = new IdleClosingWorker();
                IdleClosingWorker three = new IdleClosingWorker();
                TestBalancer balancer = new TestBalancer(
                        base, String.join(",", one.url(), two.url(), three.url()), "policy=least-backlog")) {
            balancer.awaitServing(3);
            List<IdleClosingWorker> workers = List.of(one, two, three);
            for (int i = 0; workers.stream().anyMatch(worker -> worker.answered() == 0); i++) {
                assertEquals(200, balancer.get("/" + i).statusCode());
            }
            workers.forEach(IdleClosingWorker::dieOfTheNext);
            assertEquals(502, balancer.get("/poison").statusCode());
            assertEquals(2, workers.stream().filter(IdleClosingWorker::isDead).count());
            assertEquals(1, balancer.balancer().getLethalRequests());
            balancer.awaitRest();
        }
    }

    /** Makes the load balancer keep so many idle connections. */
    private static void fill(TestBalancer balancer, IdleClosingWorker worker) throws Exception {
        worker.hold();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            answers.add(balancer.getAsync("/" + i));
        }
        Await.untilTrue("all have arrived", () -> worker.held() == CONNECTIONS);
        worker.release();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertEquals(200, answer.get(60, TimeUnit.SECONDS).statusCode());
        }
    }

    private static void assertNobodyIsBlamed(TestBalancer balancer) {
        balancer.awaitRest();
        assertEquals(0, balancer.balancer().getEjections());
        assertEquals(0, balancer.balancer().getLethalRequests());
    }
}
