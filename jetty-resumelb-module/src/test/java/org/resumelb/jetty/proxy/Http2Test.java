package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.jetty.testing.Await;

/** Clients and workers that speak HTTP/2, with and without TLS. */
class Http2Test {
    private static final TestWorker.Behaviour TARGET = (request, response, callback) ->
            Content.Sink.write(response, true, request.getHttpURI().getPathQuery(), callback);

    private static final TestWorker.Behaviour ECHO = (request, response, callback) -> {
        response.getHeaders()
                .put(
                        "X-Version",
                        request.getConnectionMetaData().getHttpVersion().asString());
        Content.copy(request, response, callback);
    };

    @TempDir
    Path base;

    private static String origin(TestBalancer balancer) {
        return "http://127.0.0.1:" + balancer.port();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a%2Fb", "//a//b", "/a;b=c/d", "/%25", "/a|b", "/{x}?", "/a?x=%2F&y={z}|", "/%C3%A9"})
    void theTargetGoesByteForByteFromAnHttp2ClientToAnHttp2Worker(String target) throws Exception {
        try (TestWorker worker = new TestWorker(TARGET);
                TestBalancer balancer = new TestBalancer(base, worker.url() + ";protocol=h2c");
                Http2Client client = new Http2Client()) {
            balancer.awaitServing(1);
            assertEquals(target, client.get(origin(balancer), target).getContentAsString());
            balancer.awaitRest();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/1.1", "h2c"})
    void theAuthorityThatAClientAskedForArrives(String protocol) throws Exception {
        TestWorker.Behaviour named = (request, response, callback) -> Content.Sink.write(
                response,
                true,
                request.getHttpURI().getAuthority() + " " + request.getHeaders().get("Host"),
                callback);
        try (TestWorker worker = new TestWorker(named);
                TestBalancer balancer = new TestBalancer(base, worker.url() + ";protocol=" + protocol)) {
            balancer.awaitServing(1);
            for (String host : List.of("shop.example:81", "shop.example", "shop.example:80", "[::1]:8", "127.0.0.1")) {
                String answer = balancer.raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
                assertTrue(answer.endsWith(" " + host), answer);
                assertTrue(
                        answer.contains(
                                "\r\n\r\n" + host.toLowerCase(Locale.ROOT).replace(":80", "")),
                        answer);
                assertEquals(1, answer.split("\r\nDate: ", -1).length - 1, answer);
                assertEquals(host, worker.headers().get("X-Forwarded-Host"));
            }
        }
    }

    @Test
    void overTlsTheWorkerLearnsOfHttps() throws Exception {
        try (TestWorker worker = new TestWorker(TARGET);
                TestBalancer balancer = TestBalancer.before(base, worker);
                Http2Client client = new Http2Client()) {
            int port = balancer.listenWithTls(TestConnectors.keyStore(base, "dns:localhost"));
            ContentResponse answer = client.get("https://localhost:" + port, "/a");
            assertEquals(HttpVersion.HTTP_2, answer.getVersion());
            assertEquals("/a", answer.getContentAsString());
            HttpFields headers = worker.headers();
            assertEquals("https", headers.get("X-Forwarded-Proto"));
            assertEquals("localhost:" + port, headers.get("Host"));
            assertEquals("localhost:" + port, headers.get("X-Forwarded-Host"));
            assertEquals("2.0 " + balancer.context().viaName(), headers.get("Via"));
            assertTrue(headers.get("Forwarded").endsWith(";proto=https"), headers.get("Forwarded"));
            assertEquals("localhost", headers.get("Resumelb-Class"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/1.1", "h2c"})
    void aBodyWithoutAnnouncedLengthArrivesWhole(String protocol) throws Exception {
        try (TestWorker worker = new TestWorker(ECHO);
                TestBalancer balancer = new TestBalancer(base, worker.url() + ";protocol=" + protocol);
                Http2Client client = new Http2Client()) {
            balancer.awaitServing(1);
            AsyncRequestContent body = new AsyncRequestContent();
            var answer = new CompletableResponseListener(
                            client.request("POST", origin(balancer), "/").body(body))
                    .send();
            for (int i = 0; i < 50; i++) {
                body.write(ByteBuffer.wrap("line of text\n".getBytes(StandardCharsets.US_ASCII)), Callback.NOOP);
            }
            body.close();
            assertEquals(
                    "line of text\n".repeat(50),
                    answer.get(60, TimeUnit.SECONDS).getContentAsString());
            assertEquals(
                    protocol.equals("h2c") ? "HTTP/2.0" : "HTTP/1.1",
                    answer.get().getHeaders().get("X-Version"));
            balancer.awaitRest();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/1.1", "h2c"})
    void trailersGoBothWays(String protocol) throws Exception {
        TestWorker.Behaviour behaviour = (request, response, callback) -> {
            response.setTrailersSupplier(() -> HttpFields.build()
                    .put(
                            "X-Got",
                            String.valueOf(request.getTrailers())
                                    .replaceAll("\\s+", " ")
                                    .strip())
                    .put("Resumelb-Own", "x"));
            Content.copy(request, response, callback);
        };
        try (TestWorker worker = new TestWorker(behaviour);
                TestBalancer balancer = new TestBalancer(base, worker.url() + ";protocol=" + protocol);
                Http2Client client = new Http2Client()) {
            balancer.awaitServing(1);
            Request request = client.request("POST", origin(balancer), "/")
                    .headers(headers -> headers.put("TE", "trailers"))
                    .body(new StringRequestContent("body") {
                        @Override
                        public long getLength() {
                            return -1;
                        }
                    })
                    .trailersSupplier(() -> HttpFields.build().put("x-sum", "7").put("resumelb-class", "forged"));
            ContentResponse answer = request.send();
            assertEquals("body", answer.getContentAsString());
            assertEquals("x-sum: 7", answer.getTrailers().get("X-Got").strip());
            assertNull(answer.getTrailers().get("Resumelb-Own"));
            assertEquals("trailers", worker.headers().get("TE"));
            balancer.awaitRest();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/1.1", "h2c"})
    void aResetWhileTheWorkerWorksEndsTheWorkersRequest(String protocol) throws Exception {
        CountDownLatch came = new CountDownLatch(1);
        CountDownLatch failed = new CountDownLatch(1);
        TestWorker.Behaviour slow = (request, response, callback) -> {
            request.addFailureListener(failure -> {
                failed.countDown();
                callback.failed(failure);
            });
            came.countDown();
            if (protocol.equals("http/1.1")) {
                // Over HTTP/1.1 a server notices by reading.
                request.getConnectionMetaData().getConnection().getEndPoint().fillInterested(new Callback() {
                    @Override
                    public void succeeded() {
                        failed.countDown();
                        request.getConnectionMetaData()
                                .getConnection()
                                .getEndPoint()
                                .close();
                    }
                });
            }
        };
        try (TestWorker worker = new TestWorker(slow);
                TestBalancer balancer = new TestBalancer(base, worker.url() + ";protocol=" + protocol);
                Http2Client client = new Http2Client()) {
            balancer.awaitServing(1);
            Request request = client.request("GET", origin(balancer), "/");
            request.send(result -> {});
            assertTrue(came.await(60, TimeUnit.SECONDS));
            assertEquals(1, balancer.balancer().getBacklog());
            var unused = request.abort(new IllegalStateException("the user went away"));
            assertTrue(failed.await(60, TimeUnit.SECONDS));
            balancer.awaitRest();
        }
    }

    @Test
    void aResetWhileNoWorkerIsThereEndsTheWaiting() throws Exception {
        try (TestBalancer balancer = new TestBalancer(base, "http://127.0.0.1:1");
                Http2Client client = new Http2Client()) {
            Request request = client.request("GET", origin(balancer), "/");
            request.send(result -> {});
            Await.untilTrue("the request waits", () -> balancer.balancer().getWaiting() == 1);
            var unused = request.abort(new IllegalStateException("the user went away"));
            Await.untilTrue("nobody waits", () -> balancer.balancer().getWaiting() == 0);
        }
    }
}
