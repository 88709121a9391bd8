package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the request line that a worker gets, for whatever stood in the client's. */
class TargetsTest {
    @TempDir
    Path base;

    private static String get(TestBalancer balancer, String target, String host) throws Exception {
        return balancer.raw("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/caf\u00c3\u00a9",
                "/caf\u00e9",
                "/\u00ff",
                "/x?\u00c3\u00a9",
                "/x?\u00e9",
                "/\u00c0\u00ae\u00c0\u00ae/x",
                "/\u007f",
                "/x#y",
                "/x?y#z",
                "http://h/caf\u00e9",
                "x",
                "foo:x",
                "foo://h/x",
                "ftp://h/x",
                "wss://h/x"
            })
    void whatIsNoTargetIsRefused(String target) throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            String answer = get(balancer, target, "h");
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertEquals(List.of(), worker.requests());
            balancer.awaitRest();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/pool/x,/x",
        "/pool/,/",
        "/pool/?a,/?a",
        "/%70ool/x,/x",
        "/p%6Fo%6c/x?y=/pool/,/x?y=/pool/",
        "/./pool/x,/x",
        "/x/../pool/x,/x",
        "/x/%2e%2e/pool/x,/x",
        "/pool;a/echo,/echo",
        "/pool;a=b;c/echo/;d?e,/echo/;d?e",
        "/pool/pool/x,/pool/x",
        "/pool//x,//x",
        "/pool/a%2Fb,/a%2Fb",
        "http://h/pool/x,/x",
        "http://h/%70ool/x,/x"
    })
    void theContextIsTakenOffInWhateverSpelling(String target, String arrives) throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url(), "contextPath=/pool")) {
            balancer.awaitServing(1);
            String answer = get(balancer, target, "h");
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            assertTrue(worker.request().startsWith("GET " + arrives + " HTTP/1.1\r\n"), worker.request());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%70ool/.resumelb/resume",
                "/./pool/%2eresumelb/",
                "/x/../pool/.resumelb",
                "/pool;a/.resumelb/resume",
                "/pool/../pool/.resumelb/x",
                "/pool/x/../../pool/../x",
                "/%2570ool/x",
                "/poolx/y",
                "/x/../poo/l"
            })
    void noSpellingOfTheContextLeadsToWhatIsNotForClients(String target) throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url(), "contextPath=/pool")) {
            balancer.awaitServing(1);
            String answer = get(balancer, target, "h");
            assertTrue(answer.startsWith("HTTP/1.1 40"), answer);
            assertEquals(List.of(), worker.requests());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example,/",
        "HTTP://a.example/x,/x",
        "http://a.example?b,/?b",
        "http://a.example/?b,/?b",
        "https://a.example/x,/x"
    })
    void anAbsoluteTargetGoesAsItsPathAndTheConnectionsSchemeCounts(String target, String arrives) throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            String answer = get(balancer, target, "a.example");
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            String request = worker.request();
            assertTrue(request.startsWith("GET " + arrives + " HTTP/1.1\r\n"), request);
            assertEquals(List.of("a.example"), RecordingWorker.values(request, "Host"));
            assertEquals(List.of("http"), RecordingWorker.values(request, "X-Forwarded-Proto"));
            assertTrue(RecordingWorker.values(request, "Forwarded").get(0).endsWith(";proto=http"), request);
        }
    }

    @Test
    void anAbsoluteTargetOfAnotherHostIsRefused() throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            String answer = get(balancer, "http://a.example/x", "b.example");
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertEquals(List.of(), worker.requests());
        }
    }

    @Test
    void overHttp2TheConnectionsSchemeCountsAsWell() throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url());
                RawHttp2 client = new RawHttp2(balancer.port())) {
            balancer.awaitServing(1);
            client.headers(1, true, ":method", "GET", ":scheme", "https", ":authority", "h", ":path", "/x");
            assertEquals("200 ok", client.answer(1));
            assertEquals(List.of("http"), RecordingWorker.values(worker.request(), "X-Forwarded-Proto"));
        }
    }

    @Test
    void theClassIsOfTheSameTargetThatTheWorkerGets() throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url(), "contextPath=/pool")) {
            balancer.awaitServing(1);
            java.nio.file.Files.writeString(base.resolve("etc/resumelb-classifier.xml"), """
                    <Configure class="org.resumelb.classifier.RegexClassifier">
                      <Arg>path</Arg><Arg>^(?&lt;class&gt;.*)$</Arg>
                    </Configure>""");
            var unused = balancer.balancer().reloadClassifier();
            get(balancer, "/x/../%70ool;a/b", "h");
            assertEquals(List.of("%2Fpool%2Fb"), RecordingWorker.values(worker.request(), "Resumelb-Class"));
        }
    }
}
