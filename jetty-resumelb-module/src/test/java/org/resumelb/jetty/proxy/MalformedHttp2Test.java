package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests over HTTP/2 that HTTP/1.1 could not say, or would say otherwise. None of them may reach a worker. */
class MalformedHttp2Test {
    @TempDir
    Path base;

    private static String[] get(String... more) {
        return RawHttp2.request("GET", "/x", more);
    }

    static Stream<Arguments> heads() {
        String[] none = {};
        return Stream.of(
                Arguments.of("a method with a target in it", RawHttp2.request("GET /admin", "/x", none)),
                Arguments.of("a method with a line's end", RawHttp2.request("GET\r\nX: y", "/x", none)),
                Arguments.of("an empty method", RawHttp2.request("", "/x", none)),
                Arguments.of("a method in brackets", RawHttp2.request("G(T", "/x", none)),
                Arguments.of("a method that is not ASCII", RawHttp2.request("GÉT", "/x", none)),
                Arguments.of("a space in the path", RawHttp2.request("GET", "/x y", none)),
                Arguments.of("a version in the path", RawHttp2.request("GET", "/echo HTTP/1.1", none)),
                Arguments.of("a tab in the path", RawHttp2.request("GET", "/x\ty", none)),
                Arguments.of("a line's end in the path", RawHttp2.request("GET", "/x\r\nX: y", none)),
                Arguments.of("a space in the query", RawHttp2.request("GET", "/x?a b", none)),
                Arguments.of("NUL in the path", RawHttp2.request("GET", "/x\0", none)),
                Arguments.of("DEL in the path", RawHttp2.request("GET", "/x\u007f", none)),
                Arguments.of("UTF-8 in the path", RawHttp2.request("GET", "/caf\u00c3\u00a9", none)),
                Arguments.of("Latin-1 in the query", RawHttp2.request("GET", "/?caf\u00e9", none)),
                Arguments.of("a fragment", RawHttp2.request("GET", "/x#y", none)),
                Arguments.of("a path without a slash", RawHttp2.request("GET", "x", none)),
                Arguments.of("an empty path", RawHttp2.request("GET", "", none)),
                Arguments.of("an absolute path", RawHttp2.request("GET", "http://h.example/x", none)),
                Arguments.of("transfer-encoding", get("transfer-encoding", "chunked")),
                Arguments.of("connection", get("connection", "close")),
                Arguments.of("keep-alive", get("keep-alive", "timeout=5")),
                Arguments.of("proxy-connection", get("proxy-connection", "keep-alive")),
                Arguments.of("upgrade", get("upgrade", "h2c")),
                Arguments.of("te: gzip", get("te", "gzip")),
                Arguments.of("capitals in a name", get("X-A", "1")),
                Arguments.of("a colon in a name", get("x:a", "1")),
                Arguments.of("a space in a name", get("x a", "1")),
                Arguments.of("a line's end in a name", get("x\r\na", "1")),
                Arguments.of("a line's end in a value", get("x-a", "1\r\nx-b: 2")),
                Arguments.of("NUL in a value", get("x-a", "1\0002")),
                Arguments.of("another host", get("host", "other.example")),
                Arguments.of("two hosts", get("host", "h.example", "host", "other.example")),
                Arguments.of("two lengths", get("content-length", "1", "content-length", "2")),
                Arguments.of("a length that is none", get("content-length", "+1")),
                Arguments.of("an unknown pseudo-field", get(":admin", "1")),
                Arguments.of("a pseudo-field behind others", get("x-a", "1", ":path", "/y")),
                Arguments.of(
                        "two paths",
                        new String[] {":method", "GET", ":scheme", "http", ":path", "/x", ":path", "/y", "host", "h"}),
                Arguments.of("no path", new String[] {":method", "GET", ":scheme", "http", ":authority", "h"}),
                Arguments.of("no method", new String[] {":scheme", "http", ":path", "/x", ":authority", "h"}),
                Arguments.of(
                        "a foreign scheme",
                        new String[] {":method", "GET", ":scheme", "foo", ":path", "/x", ":authority", "h"}),
                Arguments.of(
                        "a scheme of WebSocket",
                        new String[] {":method", "GET", ":scheme", "wss", ":path", "/x", ":authority", "h"}),
                Arguments.of(
                        "a line's end in the authority",
                        new String[] {":method", "GET", ":scheme", "http", ":path", "/x", ":authority", "h\r\nX: y"}),
                Arguments.of(
                        "a space in the authority",
                        new String[] {":method", "GET", ":scheme", "http", ":path", "/x", ":authority", "h x"}),
                Arguments.of("a user in the authority", new String[] {
                    ":method", "GET", ":scheme", "http", ":path", "/x", ":authority", "user@h.example"
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("heads")
    void isRefused(String name, String[] fields) throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url());
                RawHttp2 client = new RawHttp2(balancer.port())) {
            balancer.awaitServing(1);
            client.headers(1, true, fields);
            String answer = client.answer(1);
            assertTrue(answer.startsWith("400") || answer.startsWith("reset") || answer.equals("closed"), answer);
            assertEquals(List.of(), worker.requests());
            assertEquals(0, balancer.balancer().getEjections());
            balancer.awaitRest();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST"})
    void aBodyThatIsAnnouncedAndDoesNotComeHoldsNoPlace(String method) throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url());
                RawHttp2 client = new RawHttp2(balancer.port())) {
            balancer.awaitServing(1);
            client.headers(1, true, RawHttp2.request(method, "/x", "content-length", "5"));
            String answer = client.answer(1);
            assertTrue(answer.startsWith("400") || answer.startsWith("reset"), answer);
            assertEquals(List.of(), worker.requests());
            balancer.awaitRest();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234", "123456", ""})
    void aBodyOfAnotherLengthIsResetAndNoFaultOfTheWorkers(String body) throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url(), "ejection.failures=1");
                RawHttp2 client = new RawHttp2(balancer.port())) {
            balancer.awaitServing(1);
            client.headers(1, false, RawHttp2.request("POST", "/x", "content-length", "5"));
            client.data(1, true, body);
            String answer = client.answer(1);
            assertTrue(answer.startsWith("400") || answer.startsWith("reset"), answer);
            balancer.awaitRest();
            assertEquals(0, balancer.balancer().getEjections());
            client.headers(3, true, get());
            assertEquals("200 ok", client.answer(3));
        }
    }

    @Test
    void aMethodOfOnesOwnGoesAsItIs() throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url());
                RawHttp2 client = new RawHttp2(balancer.port())) {
            balancer.awaitServing(1);
            client.headers(1, true, RawHttp2.request("get-Some!", "/x"));
            assertEquals("200 ok", client.answer(1));
            assertTrue(worker.request().startsWith("get-Some! /x HTTP/1.1\r\n"), worker.request());
        }
    }
}
