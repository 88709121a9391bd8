package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.testing.CapturedLog;

/** What an operator reads when a load balancer starts. */
class StartMessageTest {
    @TempDir
    Path base;

    @Test
    void oneLineSaysWhatHasStarted() throws Exception {
        try (CapturedLog log = new CapturedLog();
                TestWorker worker = new TestWorker(
                        (request, response, callback) -> Content.Sink.write(response, true, "", callback));
                TestBalancer balancer = new TestBalancer(base, worker.url() + ",http://127.0.0.1:1", "admin.port=0")) {
            List<String> lines = log.linesWith(" serves on ");
            assertEquals(1, lines.size(), lines.toString());
            assertTrue(
                    lines.get(0)
                            .matches(".* resumelb \\S.* serves on http://\\S+:" + balancer.port()
                                    + "; policy resume; classifier HostClassifier; 1 of 2 workers serve;"
                                    + " admin pages on http://127\\.0\\.0\\.1:[0-9]+"),
                    lines.get(0));
            assertEquals(
                    1,
                    log.linesWith("127.0.0.1:1 is not in service: connection refused")
                            .size());
        }
    }
}
