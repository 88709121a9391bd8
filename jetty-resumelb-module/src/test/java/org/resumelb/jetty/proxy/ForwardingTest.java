package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker gets of a request, and a client of a response. */
class ForwardingTest {
    @TempDir
    Path base;

    private static void target(Request request, Response response, Callback callback) {
        Content.Sink.write(response, true, request.getHttpURI().getPathQuery(), callback);
    }

    @Test
    void workerGetsHostAndHeadersAndWhereTheRequestCameFrom() throws Exception {
        try (TestWorker worker = new TestWorker(ForwardingTest::target);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            String answer = balancer.raw("""
                    GET /a HTTP/1.1\r
                    Host: www.Example.com:80\r
                    X-Mine: 1\r
                    X-Mine: 2\r
                    X-Forwarded-For: 10.1.1.1\r
                    Resumelb-Class: forged\r
                    resumelb-anything: forged\r
                    Connection: close, X-Hop\r
                    X-Hop: dropped\r
                    Keep-Alive: 5\r
                    \r
                    """);
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            HttpFields headers = worker.headers();
            assertEquals(List.of("1", "2"), headers.getValuesList("X-Mine"));
            assertEquals("www.Example.com:80", headers.get("Host"));
            assertEquals("example.com", headers.get("Resumelb-Class"));
            assertEquals(balancer.balancer().classifier().loaded().fingerprint(), headers.get("Resumelb-Classifier"));
            assertNull(headers.get("Resumelb-Anything"));
            assertNull(headers.get("X-Hop"));
            assertNull(headers.get("Keep-Alive"));
            assertEquals("1.1 " + balancer.context().viaName(), headers.get("Via"));
            assertEquals("127.0.0.1", headers.get("X-Forwarded-For"));
            assertEquals("http", headers.get("X-Forwarded-Proto"));
            assertEquals("www.Example.com:80", headers.get("X-Forwarded-Host"));
            assertEquals("for=127.0.0.1;by=127.0.0.1;host=\"www.Example.com:80\";proto=http", headers.get("Forwarded"));
            assertNull(headers.get("User-Agent"));
            assertNull(headers.get("Accept-Encoding"));
        }
    }

    @Test
    void theClassGoesPercentEncoded() throws Exception {
        try (TestWorker worker = new TestWorker(ForwardingTest::target);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            balancer.raw("GET / HTTP/1.1\r\nHost: a+b\r\nConnection: close\r\n\r\n");
            assertEquals("a%2Bb", worker.headers().get("Resumelb-Class"));
        }
    }

    @Test
    void clientGetsTheResponseAsItIsButForWhatIsPrivate() throws Exception {
        TestWorker.Behaviour behaviour = (request, response, callback) -> {
            response.setStatus(207);
            response.getHeaders()
                    .add("Set-Cookie", "a=1")
                    .add("Set-Cookie", "b=2")
                    .add("Server", "theirs")
                    .add("Resumelb-Secret", "s")
                    .add("Connection", "X-Theirs")
                    .add("X-Theirs", "hop");
            Content.Sink.write(response, true, "body", callback);
        };
        try (TestWorker worker = new TestWorker(behaviour);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            HttpResponse<String> answer = balancer.get("/");
            assertEquals(207, answer.statusCode());
            assertEquals("body", answer.body());
            assertEquals(List.of("a=1", "b=2"), answer.headers().allValues("Set-Cookie"));
            assertEquals(List.of("theirs"), answer.headers().allValues("Server"));
            assertEquals(1, answer.headers().allValues("Date").size());
            assertFalse(answer.headers().map().containsKey("Resumelb-Secret"));
            assertFalse(answer.headers().map().containsKey("X-Theirs"));
            balancer.awaitRest();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a%2Fb",
                "//a//b",
                "/a;b=c/d",
                "/%25",
                "/a|b",
                "/{x}",
                "/a\"b",
                "/?",
                "/a?x=%2F&y={z}|\"",
                "/a/../b",
                "/%C3%A9",
                "/a?b?c",
                "/a%zz"
            })
    void theTargetGoesToTheWorkerByteForByte(String target) throws Exception {
        try (TestWorker worker = new TestWorker(ForwardingTest::target);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            String answer = balancer.raw("GET " + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            if (target.equals("/a%zz")) {
                assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            } else {
                assertTrue(answer.endsWith("\r\n\r\n" + target), answer);
            }
        }
    }

    @Test
    void theWorkersContextGoesBeforeTheTarget() throws Exception {
        try (TestWorker worker = new TestWorker(ForwardingTest::target);
                TestBalancer balancer = new TestBalancer(base, worker.url() + "/app/")) {
            balancer.awaitServing(1);
            assertEquals("/app/x?y", balancer.get("/x?y").body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/.resumelb", "/.resumelb/resume", "/%2eresumelb/resume", "//.resumelb/x", "/a/../.resumelb/"})
    void theManagementPathIsNotForClients(String target) throws Exception {
        try (TestWorker worker = new TestWorker(ForwardingTest::target);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            String answer = balancer.raw("GET " + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
        }
    }

    @Test
    void pathsThatLeaveTheContextAreRefused() throws Exception {
        try (TestWorker worker = new TestWorker(ForwardingTest::target);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            String answer = balancer.raw("GET /a/%2e%2e/..%2f../x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        }
    }

    @Test
    void bodiesGoBothWaysWhateverTheirSizeAndFraming() throws Exception {
        TestWorker.Behaviour echo = (request, response, callback) -> Content.copy(request, response, callback);
        try (TestWorker worker = new TestWorker(echo);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            for (int size : new int[] {0, 1, 4096, 5_000_000}) {
                String body = "x".repeat(size);
                var sized = HttpRequest.newBuilder(balancer.uri("/")).POST(HttpRequest.BodyPublishers.ofString(body));
                assertEquals(body, balancer.send(sized).body());
                var chunked = HttpRequest.newBuilder(balancer.uri("/"))
                        .PUT(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(body)));
                assertEquals(body, balancer.send(chunked).body());
            }
            assertNull(worker.headers().get("Content-Type"));
            balancer.awaitRest();
        }
    }

    @Test
    void headHasTheLengthAndNoBody() throws Exception {
        TestWorker.Behaviour behaviour = (request, response, callback) -> {
            response.getHeaders().put("Content-Length", 5);
            Content.Sink.write(response, true, request.getMethod().equals("HEAD") ? "" : "12345", callback);
        };
        try (TestWorker worker = new TestWorker(behaviour);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            String answer = balancer.raw("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            assertTrue(answer.contains("Content-Length: 5\r\n"), answer);
            assertTrue(answer.endsWith("\r\n\r\n"), answer);
            balancer.awaitRest();
        }
    }

    @Test
    void theBodyIsAskedForOnlyWhenTheWorkerWantsIt() throws Exception {
        TestWorker.Behaviour behaviour = (request, response, callback) -> {
            if (request.getHttpURI().getPath().equals("/no")) {
                response.setStatus(413);
                Content.Sink.write(response, true, "too large", callback);
            } else {
                Content.copy(request, response, callback);
            }
        };
        try (TestWorker worker = new TestWorker(behaviour);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            String head = " HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n";
            try (var socket = balancer.connect("POST /yes" + head)) {
                assertTrue(TestBalancer.readUntil(socket.getInputStream(), "\r\n\r\n")
                        .contains("100 Continue"));
                socket.getOutputStream().write("body".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                assertTrue(
                        TestBalancer.readUntil(socket.getInputStream(), "body").contains("200 OK"));
            }
            try (var socket = balancer.connect("POST /no" + head)) {
                String answer = TestBalancer.readUntil(socket.getInputStream(), "too large");
                assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
            }
            balancer.awaitRest();
        }
    }
}
