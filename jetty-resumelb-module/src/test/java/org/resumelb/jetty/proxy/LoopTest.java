package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.testing.CapturedLog;

/** A load balancer that is its own worker, at one remove or none. */
class LoopTest {
    @TempDir
    Path base;

    @Test
    void aRequestThatComesBackGets508AndIsSaidOnce() throws Exception {
        try (RecordingWorker relay = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, relay.url());
                CapturedLog log = new CapturedLog()) {
            balancer.awaitServing(1);
            String name = balancer.context().viaName();
            for (String via : new String[] {"1.1 " + name, "1.1 a, 2.0 " + name + " (x), 1.1 b"}) {
                String answer = balancer.raw(
                        "GET /x HTTP/1.1\r\nHost: h\r\nVia: 1.0 z\r\nVia: " + via + "\r\nConnection: close\r\n\r\n");
                assertTrue(answer.startsWith("HTTP/1.1 508 "), answer);
            }
            assertEquals(1, log.linesWith("came back to this load balancer").size());
            assertTrue(relay.requests().isEmpty());
        }
    }

    @Test
    void anotherLoadBalancerMayStandBefore() throws Exception {
        Files.createDirectory(base.resolve("a"));
        Files.createDirectory(base.resolve("b"));
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer inner = new TestBalancer(base.resolve("a"), worker.url());
                TestBalancer outer = new TestBalancer(base.resolve("b"), "http://127.0.0.1:" + inner.port())) {
            inner.awaitServing(1);
            outer.awaitServing(1);
            assertEquals(200, outer.get("/x").statusCode());
        }
    }
}
