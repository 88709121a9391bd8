package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that offer to go on in HTTP/2 with their first request over HTTP/1.1. */
class UpgradeToHttp2Test {
    private static final String OFFER =
            "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n";

    @TempDir
    Path base;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\n3\r\naaa\r\n0\r\n\r\n",
                "Content-Length: 3\r\n\r\naaa",
                "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            })
    void anOfferWithABodyIsNotTakenUp(String body) throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            try (Socket client = balancer.connect("POST /x HTTP/1.1\r\nHost: h\r\n" + OFFER + body)) {
                String answer = TestBalancer.readUntil(client.getInputStream(), "ok");
                assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            }
            String request = worker.request();
            assertEquals(body.contains("aaa"), request.contains("aaa"), request);
            assertNoOffer(request);
        }
    }

    private static void assertNoOffer(String request) {
        assertEquals(List.of(), RecordingWorker.values(request, "Upgrade"));
        assertEquals(List.of(), RecordingWorker.values(request, "HTTP2-Settings"));
        assertEquals(List.of(), RecordingWorker.values(request, "Connection"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: Upgrade\r\nUpgrade: h2c\r\n",
                "Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: =!\r\n",
                "Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r\n",
                "Connection: Upgrade\r\nUpgrade: h2c, websocket\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"
            })
    void anOfferThatIsNoneIsIgnored(String offer) throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            try (Socket client = balancer.connect("GET /x HTTP/1.1\r\nHost: h\r\n" + offer + "\r\n")) {
                String answer = TestBalancer.readUntil(client.getInputStream(), "ok");
                assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            }
            assertNoOffer(worker.request());
        }
    }

    @Test
    void anOfferWithoutABodyIsTakenUp() throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            try (Socket client = balancer.connect("GET /x HTTP/1.1\r\nHost: h\r\n" + OFFER + "\r\n")) {
                String answer = TestBalancer.readUntil(client.getInputStream(), "\r\n\r\n");
                assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
                assertNoOffer(worker.request());
                assertFalse(RecordingWorker.values(worker.request(), "Via").isEmpty());
            }
            balancer.awaitRest();
        }
    }

    @Test
    void clientsThatStreamABodyAndOfferHttp2AreServed() throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
            for (int i = 0; i < 3; i++) {
                var body = HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString("aaa"));
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(balancer.uri("/x")).POST(body).build(),
                        HttpResponse.BodyHandlers.ofString());
                assertEquals("200 ok", answer.statusCode() + " " + answer.body());
            }
            balancer.awaitRest();
        }
    }
}
