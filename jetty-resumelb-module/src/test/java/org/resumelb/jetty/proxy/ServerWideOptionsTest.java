package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code OPTIONS *} goes to a worker. */
class ServerWideOptionsTest {
    private static final TestWorker.Behaviour TARGET = (request, response, callback) -> Content.Sink.write(
            response, true, request.getMethod() + " " + request.getHttpURI().getPathQuery(), callback);

    @TempDir
    Path base;

    @ParameterizedTest
    @ValueSource(strings = {"", "/app/", ";protocol=h2c"})
    void itAsksTheWorkersServerWhateverItsContext(String workersContext) throws Exception {
        try (TestWorker worker = new TestWorker(TARGET);
                TestBalancer balancer = new TestBalancer(base, worker.url() + workersContext)) {
            balancer.awaitServing(1);
            String answer = balancer.raw("OPTIONS * HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            assertTrue(answer.endsWith("\r\n\r\nOPTIONS *"), answer);
            balancer.awaitRest();
        }
    }

    @Test
    void itComesFromHttp2ClientsToo() throws Exception {
        try (TestWorker worker = new TestWorker(TARGET);
                TestBalancer balancer = TestBalancer.before(base, worker);
                Http2Client client = new Http2Client()) {
            String origin = "http://127.0.0.1:" + balancer.port();
            assertEquals(
                    "OPTIONS *", client.request("OPTIONS", origin, "*").send().getContentAsString());
            balancer.awaitRest();
        }
    }

    @Test
    void noOtherMethodHasNoPath() throws Exception {
        try (TestWorker worker = new TestWorker(TARGET);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            String answer = balancer.raw("GET * HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        }
    }
}
