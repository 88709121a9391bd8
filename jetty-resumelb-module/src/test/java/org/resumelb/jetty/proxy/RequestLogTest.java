package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.LoadBalancerModule;
import org.resumelb.jetty.requestlog.AccessLog;
import org.resumelb.jetty.testing.Await;

/** What the access log says of requests, and that other request logs can say it too. */
class RequestLogTest {
    private static final TestWorker.Behaviour OK =
            (request, response, callback) -> Content.Sink.write(response, true, "ok", callback);

    @TempDir
    Path base;

    private void log(TestBalancer balancer, String... properties) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("resumelb.requestlog.file", "logs/access.log"));
        for (String property : properties) {
            String[] pair = property.split("=", 2);
            all.put("resumelb.requestlog." + pair[0], pair[1]);
        }
        Server server = balancer.handler().getServer();
        LoadBalancerModule.requestLog(server, all, base.toString());
        server.getBean(AccessLog.class).start();
    }

    private List<String> lines(int expected) {
        Await.until(expected, () -> read().size());
        return read();
    }

    private List<String> read() {
        try {
            Path file = base.resolve("logs/access.log");
            return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.US_ASCII) : List.of();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLineIsCombinedFormatWithMoreBehind() throws Exception {
        try (TestWorker worker = new TestWorker(OK);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            log(balancer);
            balancer.raw(String.join(
                            "\r\n",
                            "GET /a?b=%20c HTTP/1.1",
                            "Host: shop.example",
                            "Referer: http://x/\"\\",
                            "User-Agent: caf\u00c3\u00a9",
                            "X-Request-Id: id-7",
                            "Connection: close")
                    + "\r\n\r\n");
            String line = lines(1).get(0);
            String name = worker.url().replace("http://", "");
            assertTrue(
                    line.matches(
                            "shop\\.example 127\\.0\\.0\\.1 - - \\[[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9:]{8} \\+0000]"
                                    + " \"GET /a\\?b=%20c HTTP/1\\.1\" 200 2 \"http://x/\\\\\"\\\\\\\\\" \"caf[^\"]+\""
                                    + " class=\"shop\\.example\" worker=" + name + " decision=[a-z]+ wait_ms=0"
                                    + " worker_ms=[0-9]+ total_ms=[0-9]+ attempts=1 request_id=id-7"),
                    line);
        }
    }

    @Test
    void aJsonLineSaysTheSame() throws Exception {
        try (TestWorker worker = new TestWorker(OK);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            log(balancer, "format=json");
            balancer.send(HttpRequest.newBuilder(balancer.uri("/a"))
                    .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
            JsonNode line = new ObjectMapper().readTree(lines(1).get(0));
            assertEquals("/a", line.get("target").textValue());
            assertEquals("GET", line.get("method").textValue());
            assertEquals(200, line.get("status").intValue());
            assertEquals(2, line.get("bytes").intValue());
            assertEquals("127.0.0.1", line.get("class").textValue());
            assertEquals(1, line.get("attempts").intValue());
            assertEquals(0, line.get("waitMillis").intValue());
            assertTrue(
                    line.get("workerMillis").intValue()
                            <= line.get("totalMillis").intValue(),
                    line::toString);
            assertTrue(line.get("requestId").textValue().matches("[0-9a-f]{32}"), line::toString);
            assertTrue(line.get("traceparent").textValue().startsWith("00-4bf9"), line::toString);
        }
    }

    @Test
    void aRequestThatWasRetriedCountsItsAttempts() throws Exception {
        try (TestWorker worker = new TestWorker((request, response, callback) -> {
                    request.getConnectionMetaData()
                            .getConnection()
                            .getEndPoint()
                            .close();
                    callback.failed(new IOException("died"));
                });
                TestWorker other = new TestWorker((request, response, callback) -> {
                    request.getConnectionMetaData()
                            .getConnection()
                            .getEndPoint()
                            .close();
                    callback.failed(new IOException("died"));
                });
                TestBalancer balancer = TestBalancer.before(base, worker, other)) {
            log(balancer, "format=json");
            assertEquals(502, balancer.get("/").statusCode());
            JsonNode line = new ObjectMapper().readTree(lines(1).get(0));
            assertEquals(502, line.get("status").intValue());
            assertEquals(2, line.get("attempts").intValue());
        }
    }

    @Test
    void aRequestThatFoundNoWorkerHasWaitedAndHasNone() throws Exception {
        try (TestBalancer balancer = new TestBalancer(base, "", "waitTimeout=50")) {
            log(balancer, "format=json");
            assertEquals(503, balancer.get("/").statusCode());
            JsonNode line = new ObjectMapper().readTree(lines(1).get(0));
            assertTrue(line.get("waitMillis").intValue() >= 40, line::toString);
            assertFalse(line.has("worker"), line::toString);
            assertFalse(line.has("attempts"), line::toString);
        }
    }

    @Test
    void aRequestThatWaitedSaysSo() throws Exception {
        CopyOnWriteArrayList<Runnable> held = new CopyOnWriteArrayList<>();
        try (TestWorker worker = new TestWorker((request, response, callback) -> {
                    held.add(() -> Content.Sink.write(response, true, "ok", callback));
                });
                TestBalancer balancer = TestBalancer.before(base, new String[] {"maxConnectionsPerWorker=1"}, worker)) {
            log(balancer, "format=json");
            var first = balancer.getAsync("/first");
            Await.until(1, held::size);
            var second = balancer.getAsync("/second");
            Await.until(1, () -> balancer.balancer().getWaiting());
            held.get(0).run();
            Await.until(2, held::size);
            held.get(1).run();
            CompletableFuture.allOf(first, second).join();
            for (String text : lines(2)) {
                JsonNode line = new ObjectMapper().readTree(text);
                boolean waited = line.get("decision").textValue().equals("waited");
                assertEquals(line.get("target").textValue().equals("/second"), waited, text);
            }
        }
    }

    @Test
    void whatIsNoRequestIsLoggedToo() throws Exception {
        try (TestBalancer balancer = new TestBalancer(base, "")) {
            log(balancer);
            assertTrue(balancer.raw("GET / HTTP/1.1\r\nHost: a b\u0001\r\n\r\n").startsWith("HTTP/1.1 400"));
            assertTrue(balancer.raw("GET /.resumelb/resume HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                    .startsWith("HTTP/1.1 404"));
            List<String> lines = lines(2);
            assertTrue(lines.get(0).contains("\" 400 "), lines.get(0));
            assertTrue(lines.get(1).contains(" 404 "), lines.get(1));
            assertTrue(lines.get(1).contains("class=\"-\" worker=- decision=- wait_ms=- "), lines.get(1));
        }
    }

    @Test
    void aClientThatLeavesBeforeTheAnswerHasNoStatus() throws Exception {
        CopyOnWriteArrayList<Runnable> held = new CopyOnWriteArrayList<>();
        try (TestWorker worker = new TestWorker((request, response, callback) -> held.add(() -> callback.succeeded()));
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            log(balancer, "format=json");
            Socket client = balancer.connect("GET /hang HTTP/1.1\r\nHost: h\r\n\r\n");
            Await.until(1, held::size);
            client.setSoLinger(true, 0);
            client.close();
            JsonNode line = new ObjectMapper().readTree(lines(1).get(0));
            assertEquals("/hang", line.get("target").textValue());
            assertEquals(1, line.get("attempts").intValue());
            held.get(0).run();
        }
    }

    @Test
    void jettysOwnRequestLogCanShowTheAttributes() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (TestWorker worker = new TestWorker(OK);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            balancer.handler()
                    .getServer()
                    .setRequestLog(new CustomRequestLog(
                            lines::add,
                            "%{org.resumelb.class}attr %{org.resumelb.worker}attr %{org.resumelb.attempts}attr"));
            log(balancer);
            balancer.get("/");
            Await.until(1, lines::size);
            String name = worker.url().replace("http://", "");
            assertEquals("127.0.0.1 " + name + " 1", lines.get(0));
            assertEquals(1, lines(1).size(), "both logs have it");
        }
    }
}
