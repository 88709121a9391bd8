package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.jetty.LoadBalancerContext;
import org.resumelb.jetty.settings.SettingsReader;

/** Large heads, many heads, and what heads must not tell. */
class HeadsTest {
    @TempDir
    Path base;

    @ParameterizedTest
    @ValueSource(ints = {1, 4_000, 10_000, 15_000, 40_000})
    void aClientThatWantsToCloseIsLetGoWhateverTheSizeOfTheAnswersHead(int size) throws Exception {
        TestWorker.Behaviour large = (request, response, callback) -> {
            response.getHeaders().put("X-Large", "v".repeat(size));
            Content.Sink.write(response, true, "body", callback);
        };
        try (TestWorker worker = new TestWorker(large);
                TestBalancer balancer = TestBalancer.before(base, worker)) {
            String answer = balancer.raw("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
            assertTrue(answer.endsWith("\r\n\r\nbody"), answer);
            assertFalse(balancer.raw("GET / HTTP/1.0\r\nHost: h\r\n\r\n").isEmpty());
            balancer.awaitRest();
        }
    }

    @Test
    void streamsResetAsSoonAsTheyAreOpenedAreNoFaultOfTheWorkers() throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url(), "ejection.failures=1");
                RawHttp2 client = new RawHttp2(balancer.port())) {
            balancer.awaitServing(1);
            try {
                for (int stream = 1; stream < 4_000; stream += 2) {
                    client.headers(stream, true, RawHttp2.request("GET", "/x"));
                    client.frame(RawHttp2.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
                }
            } catch (java.io.IOException e) {
                // It was cut.
            }
            balancer.awaitRest();
            assertEquals(0, balancer.balancer().getEjections());
            assertEquals(200, balancer.get("/x").statusCode());
        }
    }

    @Test
    void aHeadWithoutEndOverHttp2IsCut() throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url());
                RawHttp2 client = new RawHttp2(balancer.port())) {
            balancer.awaitServing(1);
            try {
                client.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.block(RawHttp2.request("GET", "/x")));
                for (int i = 0; i < 10_000; i++) {
                    client.frame(RawHttp2.CONTINUATION, 0, 1, RawHttp2.block("x-a", "v".repeat(100)));
                }
                assertEquals("closed", client.answer(1));
            } catch (java.io.IOException e) {
                // It was cut.
            }
            balancer.awaitConnected(0);
            assertEquals(List.of(), worker.requests());
        }
    }

    @Test
    void theTokenIsInNothingThatJmxOrADumpShows() throws Exception {
        Files.writeString(base.resolve("token"), "s3cret-token");
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url(), "tokenFile=token")) {
            LoadBalancerContext context = balancer.handler();
            assertFalse(context.getContext().getAttributeNameSet().isEmpty());
            for (String name : context.getContext().getAttributeNameSet()) {
                String shown = String.valueOf(context.getContext().getAttribute(name));
                assertFalse(shown.contains("s3cret"), shown);
            }
            assertFalse(balancer.context().settings().toString().contains("s3cret"));
            assertFalse(context.getServer().dump().contains("s3cret"));
            assertEquals(
                    "s3cret-token",
                    SettingsReader.read(java.util.Map.of("resumelb.tokenFile", "token"), base)
                            .token());
        }
    }
}
