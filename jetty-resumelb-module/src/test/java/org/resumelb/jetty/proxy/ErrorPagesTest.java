package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of a load balancer that has no worker, and the ids of requests. */
class ErrorPagesTest {
    private static final String TYPE = "Content-Type";

    @TempDir
    Path base;

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | application/problem+json",
                "application/problem+json | application/problem+json",
                "text/html;q=0.5, application/json | application/problem+json",
                "text/html, application/json;q=0.9, */*;q=0.1 | text/html;charset=utf-8",
                "*/* | text/html;charset=utf-8",
                "image/png | text/html;charset=utf-8",
            })
    void aPageIsOfTheKindThatTheClientWouldRather(String accept, String expected) throws Exception {
        try (TestBalancer balancer = new TestBalancer(base, "", "waitTimeout=1")) {
            HttpResponse<String> answer =
                    balancer.send(HttpRequest.newBuilder(balancer.uri("/")).header("Accept", accept));
            assertEquals(503, answer.statusCode());
            assertEquals(expected, header(answer, TYPE).replace("; ", ";").toLowerCase(Locale.ROOT));
            assertEquals("1", header(answer, "Retry-After"));
        }
    }

    @Test
    void problemDetailsHaveStatusTitleAndTheRequestsId() throws Exception {
        try (TestBalancer balancer = new TestBalancer(base, "", "waitTimeout=1")) {
            HttpResponse<String> answer = balancer.send(HttpRequest.newBuilder(balancer.uri("/"))
                    .header("Accept", "application/json")
                    .header("X-Request-Id", "order-66"));
            JsonNode problem = new ObjectMapper().readTree(answer.body());
            assertEquals("about:blank", problem.get("type").textValue());
            assertEquals(503, problem.get("status").intValue());
            assertEquals("No server is free at present", problem.get("title").textValue());
            assertEquals("order-66", problem.get("requestId").textValue());
            assertEquals("order-66", header(answer, "X-Request-Id"));
        }
    }

    @Test
    void anIdThatCouldHarmALogOrPageIsReplaced() throws Exception {
        try (TestBalancer balancer = new TestBalancer(base, "", "waitTimeout=1")) {
            HttpResponse<String> answer = balancer.send(
                    HttpRequest.newBuilder(balancer.uri("/")).header("X-Request-Id", "<script>alert(1)</script>"));
            assertFalse(answer.body().contains("script"), answer.body());
            String id = header(answer, "X-Request-Id");
            assertTrue(id.matches("[0-9a-f]{32}"), id);
            assertTrue(answer.body().contains("request " + id), answer.body());
        }
    }

    @Test
    void pagesOfTheOperatorsOwnTakeTheirPlace() throws Exception {
        Files.createDirectories(base.resolve("pages"));
        Files.writeString(base.resolve("pages/503.html"), "<p>Full. {{status}} {{requestId}}</p>");
        Files.writeString(base.resolve("pages/default.json"), "{\"code\":{{status}},\"id\":\"{{requestId}}\"}");
        try (TestBalancer balancer = new TestBalancer(base, "", "waitTimeout=1", "errorPages=pages")) {
            HttpResponse<String> page =
                    balancer.send(HttpRequest.newBuilder(balancer.uri("/")).header("X-Request-Id", "7"));
            assertEquals("<p>Full. 503 7</p>", page.body());
            HttpResponse<String> missing = balancer.send(HttpRequest.newBuilder(balancer.uri("/.resumelb/resume"))
                    .header("Accept", "application/json")
                    .header("X-Request-Id", "8"));
            assertEquals("{\"code\":404,\"id\":\"8\"}", missing.body());
            assertTrue(balancer.get("/.resumelb").body().contains("<h1>Not found</h1>"), "the built-in one");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 300000\r\n\r\npart", "Transfer-Encoding: chunked\r\n\r\n4\r\npart\r\n"})
    void aClientIsToldThatAConnectionEndsWhoseBodyIsNotRead(String rest) throws Exception {
        RawWorker.Script resetting = (head, socket) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        };
        try (RawWorker worker = new RawWorker(resetting);
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            for (String path : List.of("/lost", "/.resumelb/refused")) {
                try (Socket client = balancer.connect("POST " + path + " HTTP/1.1\r\nHost: h\r\n" + rest)) {
                    String head = TestBalancer.readUntil(client.getInputStream(), "\r\n\r\n");
                    assertTrue(head.matches("(?s)HTTP/1.1 (502|404).*"), head);
                    assertTrue(head.contains("Connection: close"), head);
                }
            }
            balancer.awaitRest();
        }
    }

    @Test
    void aConnectionIsKeptWhereThereWasNoBody() throws Exception {
        try (TestBalancer balancer = new TestBalancer(base, "");
                Socket client = balancer.connect("GET /.resumelb/refused HTTP/1.1\r\nHost: h\r\n\r\n")) {
            String head = TestBalancer.readUntil(client.getInputStream(), "\r\n\r\n");
            assertTrue(head.startsWith("HTTP/1.1 404"), head);
            assertFalse(head.contains("Connection: close"), head);
        }
    }

    @Test
    void aHeadThatCannotBeReadGetsAPageToo() throws Exception {
        try (TestBalancer balancer = new TestBalancer(base, "")) {
            String answer = balancer.raw("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
            assertTrue(answer.contains("<h1>The request cannot be understood</h1>"), answer);
            assertTrue(answer.contains("X-Request-Id: "), answer);
            String tooLarge = balancer.raw("GET / HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
            assertTrue(tooLarge.startsWith("HTTP/1.1 431"), tooLarge);
            assertTrue(tooLarge.contains("<h1>The request's headers are too large</h1>"), tooLarge);
        }
    }

    @Test
    void theWorkerGetsTheIdAndTheTraceContext() throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
            balancer.raw("GET /a HTTP/1.1\r\nHost: h\r\ntraceparent: " + trace
                    + "\r\ntracestate: v=1\r\nConnection: close\r\n\r\n");
            balancer.raw("GET /b HTTP/1.1\r\nHost: h\r\nX-Request-Id: mine\r\nConnection: close\r\n\r\n");
            String first = worker.requests().get(0);
            assertTrue(first.matches("(?s).*\r\nX-Request-Id: [0-9a-f]{32}\r\n.*"), first);
            assertTrue(first.contains("\r\ntraceparent: " + trace + "\r\n"), first);
            assertTrue(first.contains("\r\ntracestate: v=1\r\n"), first);
            String second = worker.requests().get(1);
            assertTrue(second.contains("\r\nX-Request-Id: mine\r\n"), second);
        }
    }
}
