package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.server.RawHTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.jetty.testing.Await;

/** Workers that speak HTTP/2 and answer in frames that a test chooses. */
@Timeout(120)
class Http2WorkerTest {
    @TempDir
    Path base;

    /** What a worker does with the n-th request, counted from 1. */
    private interface Script {
        void serve(Stream stream, int request);
    }

    /** The worker; its management path answers 404. */
    private static final class FrameWorker implements AutoCloseable {
        private final Server server = new Server();
        private final ServerConnector connector;
        private final AtomicInteger requests = new AtomicInteger();

        FrameWorker(Script script) throws Exception {
            RawHTTP2ServerConnectionFactory frames =
                    new RawHTTP2ServerConnectionFactory(new HttpConfiguration(), new ServerSessionListener() {
                        @Override
                        public Stream.@Nullable Listener onNewStream(Stream stream, HeadersFrame frame) {
                            MetaData.Request request = (MetaData.Request) frame.getMetaData();
                            if (request.getHttpURI().getPath().startsWith("/.resumelb")) {
                                answer(stream, 404, 0, "");
                            } else {
                                script.serve(stream, requests.incrementAndGet());
                            }
                            return null;
                        }
                    });
            connector = new ServerConnector(server, 1, 1, frames);
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + connector.getLocalPort() + ";protocol=h2c";
        }

        @Override
        public void close() {
            LifeCycle.stop(server);
        }
    }

    private static void answer(Stream stream, int status, int length, String body) {
        HttpFields headers = HttpFields.build().put("Content-Length", length).asImmutable();
        boolean isEmpty = body.isEmpty();
        MetaData head = new MetaData.Response(status, null, HttpVersion.HTTP_2, headers);
        stream.headers(
                new HeadersFrame(stream.getId(), head, null, isEmpty),
                Callback.from(
                        () -> {
                            if (!isEmpty) {
                                ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(StandardCharsets.US_ASCII));
                                stream.data(new DataFrame(stream.getId(), bytes, true), Callback.NOOP);
                            }
                        },
                        failure -> {}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void anAnswerShorterThanAnnouncedEndsAtOnce(String method) throws Exception {
        // Long enough for the test to fail if only a timeout ends it.
        String[] properties = {"idleTimeout=600000"};
        try (FrameWorker worker = new FrameWorker((stream, request) -> answer(stream, 200, 10, "short"));
                TestBalancer balancer = new TestBalancer(base, worker.url(), properties)) {
            balancer.awaitServing(1);
            String body = method.equals("GET") ? "\r\n" : "Content-Length: 4\r\n\r\nbody";
            String answer = balancer.raw(method + " / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + body);
            // The head went ahead, so the client sees that the rest of what it announces is missing.
            assertTrue(answer.contains("Content-Length: 10\r\n"), answer);
            assertTrue(answer.endsWith("\r\n\r\n") || answer.endsWith("short"), answer);
            balancer.awaitRest();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void whatAWorkerRefusesToProcessIsSentAgain(String method) throws Exception {
        Script refusing = (stream, request) -> {
            if (request % 2 == 1) {
                stream.reset(new ResetFrame(stream.getId(), ErrorCode.REFUSED_STREAM_ERROR.code), Callback.NOOP);
            } else {
                answer(stream, 200, 2, "ok");
            }
        };
        assertServed(method, refusing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void whatComesBehindTheLastStreamOfAConnectionIsSentAgain(String method) throws Exception {
        Script leaving = (stream, request) -> {
            HTTP2Session session = (HTTP2Session) stream.getSession();
            if (request % 2 == 1) {
                session.goAway(
                        new GoAwayFrame(stream.getId() - 2, ErrorCode.NO_ERROR.code, new byte[0]), Callback.NOOP);
            } else {
                answer(stream, 200, 2, "ok");
            }
        };
        assertServed(method, leaving);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aConnectionThatEndsStillServesAllThatIsOpenOnIt(int goodbyes) throws Exception {
        List<Stream> open = new CopyOnWriteArrayList<>();
        Script leaving = (stream, request) -> {
            open.add(stream);
            if (request == 3) {
                HTTP2Session session = (HTTP2Session) stream.getSession();
                if (goodbyes == 2) {
                    session.goAway(GoAwayFrame.GRACEFUL, Callback.NOOP);
                }
                session.goAway(new GoAwayFrame(stream.getId(), ErrorCode.NO_ERROR.code, new byte[0]), Callback.NOOP);
            }
        };
        try (FrameWorker worker = new FrameWorker(leaving);
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                answers.add(balancer.getAsync("/"));
                Await.until(i, open::size);
            }
            for (int left = 3; left > 0; left--) {
                int expected = left;
                Await.until(expected, () -> balancer.balancer().getBacklog());
                answer(open.remove(left - 1), 200, 2, "ok");
                Await.until(expected - 1, () -> balancer.balancer().getBacklog());
            }
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertEquals(
                        "200 ok", answer.get().statusCode() + " " + answer.get().body());
            }
            assertEquals(3, worker.requests.get());
        }
    }

    private void assertServed(String method, Script script) throws Exception {
        String[] properties = {"ejection.failures=1"};
        try (FrameWorker worker = new FrameWorker(script);
                TestBalancer balancer = new TestBalancer(base, worker.url(), properties)) {
            balancer.awaitServing(1);
            for (int i = 0; i < 5; i++) {
                String body = method.equals("GET") ? "\r\n" : "Content-Length: 4\r\n\r\ntext";
                String answer = balancer.raw(method + " / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + body);
                assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
                assertTrue(answer.endsWith("ok"), answer);
            }
            balancer.awaitRest();
            assertEquals(10, worker.requests.get());
            assertEquals(0, balancer.balancer().getEjections());
        }
    }

    @Test
    void aWorkerThatRefusesAlwaysIsAskedTwice() throws Exception {
        Script refusing = (stream, request) ->
                stream.reset(new ResetFrame(stream.getId(), ErrorCode.REFUSED_STREAM_ERROR.code), Callback.NOOP);
        try (FrameWorker worker = new FrameWorker(refusing);
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            assertEquals(502, balancer.get("/").statusCode());
            assertEquals(2, worker.requests.get());
            balancer.awaitRest();
        }
    }

    @Test
    void trailersBehindAnAnnouncedLengthGoFromHttp2ToHttp2() throws Exception {
        TestWorker.Behaviour grpc = (request, response, callback) -> {
            response.getHeaders().put("Content-Length", 4);
            response.setTrailersSupplier(() -> HttpFields.build().put("grpc-status", "0"));
            Content.Sink.write(response, true, "data", callback);
        };
        try (TestWorker worker = new TestWorker(grpc);
                TestBalancer balancer = new TestBalancer(base, worker.url() + ";protocol=h2c");
                Http2Client client = new Http2Client()) {
            balancer.awaitServing(1);
            ContentResponse answer = client.request("POST", "http://127.0.0.1:" + balancer.port(), "/")
                    .body(new StringRequestContent("x"))
                    .send();
            assertEquals("data", answer.getContentAsString());
            assertEquals("0", answer.getTrailers().get("grpc-status"));
            balancer.awaitRest();
        }
    }

    /** A head that the worker does not take would end its connection, with what others have under way there. */
    @Test
    void aHeadThatIsTooLargeForTheWorkerHarmsNobodyElse() throws Exception {
        AtomicReference<@Nullable Stream> first = new AtomicReference<>();
        try (FrameWorker worker = new FrameWorker((stream, request) -> {
                    if (request == 1) {
                        first.set(stream);
                    } else {
                        answer(stream, 200, 2, "ok");
                    }
                });
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            var waiting = balancer.getAsync("/waiting");
            Await.untilTrue("a request is under way", () -> first.get() != null);
            for (int i = 0; i < 6; i++) {
                String answer = balancer.raw("GET /large HTTP/1.1\r\nHost: h\r\nConnection: close\r\nCookie: a="
                        + "b".repeat(7_800) + "\r\n\r\n");
                assertTrue(answer.startsWith("HTTP/1.1 431 "), answer);
            }
            assertEquals(200, balancer.get("/small").statusCode());
            assertEquals(2, worker.requests.get());
            answer(Objects.requireNonNull(first.get()), 200, 2, "ok");
            assertEquals(200, waiting.get().statusCode());
            balancer.awaitRest();
            assertEquals(0, balancer.balancer().getEjections());
        }
    }
}
