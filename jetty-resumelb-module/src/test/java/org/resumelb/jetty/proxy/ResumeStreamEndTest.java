package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.testing.Await;
import org.resumelb.jetty.testing.CapturedLog;

/** The only worker's résumé stream ends, and the worker serves on. */
class ResumeStreamEndTest {
    private static final int CLIENTS = 4;
    private static final int ENDS = 3;

    private final HttpClient client = new HttpClient();
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    private volatile boolean enough;

    @TempDir
    Path base;

    @Test
    void noRequestFailsAndNoneIsRepeated() throws Exception {
        client.start();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (CapturedLog log = new CapturedLog();
                MeasuredWorker worker = new MeasuredWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            List<Future<Integer>> sending = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                sending.add(clients.submit(sendingOnAndOn(balancer)));
            }
            for (int end = 1; end <= ENDS; end++) {
                int times = end;
                int before = worker.requests();
                worker.endStreams();
                Await.until(times, () -> log.linesWith("is not in service").size());
                Await.until(
                        1 + times, () -> log.linesWith("is connected, skilled").size());
                Await.untilTrue("it serves again", () -> worker.requests() > before + CLIENTS);
            }
            enough = true;
            int answers = 0;
            for (Future<Integer> sent : sending) {
                answers += sent.get(60, TimeUnit.SECONDS);
            }
            assertEquals(Set.of(200), statuses);
            assertEquals(answers, worker.requests());
            assertTrue(answers >= ENDS * CLIENTS, answers + " answers");
            assertEquals(0, balancer.context().retryBudget().retries());
            balancer.awaitRest();
        } finally {
            enough = true;
            LifeCycle.stop(client);
            clients.shutdown();
        }
    }

    /** Sends one request after the other; returns how many were answered. */
    private Callable<Integer> sendingOnAndOn(TestBalancer balancer) {
        return () -> {
            int answers = 0;
            while (!enough) {
                statuses.add(client.newRequest(balancer.uri("/"))
                        .timeout(60, TimeUnit.SECONDS)
                        .send()
                        .getStatus());
                answers++;
            }
            return answers;
        };
    }
}
