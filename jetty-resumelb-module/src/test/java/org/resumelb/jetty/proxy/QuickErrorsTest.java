package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.jetty.testing.Await;

/** Three workers with résumés, one of which begins to answer errors, far quicker than it served. */
class QuickErrorsTest {
    /** How often to look at most: what a worker reports takes a moment, longer on a busy machine. */
    private static final int ROUNDS = 8;

    private static final int WORKERS = 3;
    private static final int CLIENTS = 6;
    private static final int CLASSES = 12;
    private static final int REQUESTS = 240;
    private static final double FAIR_SHARE = 1.0 / WORKERS;

    private final List<MeasuredWorker> workers = new ArrayList<>();
    private final HttpClient client = new HttpClient();

    @TempDir
    Path base;

    @ParameterizedTest
    @ValueSource(strings = {"resume", "classic"})
    void itLosesItsWorkInsteadOfAttractingMore(String policy) throws Exception {
        for (int i = 0; i < WORKERS; i++) {
            workers.add(new MeasuredWorker());
        }
        String urls = workers.stream().map(MeasuredWorker::url).collect(Collectors.joining(","));
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (TestBalancer balancer = new TestBalancer(base, urls, "policy=" + policy, "ejection.baseTime=60000")) {
            client.start();
            balancer.awaitServing(WORKERS);
            double before = shareOfTheFirst(clients, balancer);
            Await.untilTrue("résumés tell of skills", () -> balancer.balancer().getClasses() == CLASSES);
            workers.get(0).breakDown();
            double atFirst = shareOfTheFirst(clients, balancer);
            double after = shareOfTheFirst(clients, balancer);
            for (int round = 0; round < ROUNDS && after >= FAIR_SHARE / 4; round++) {
                after = shareOfTheFirst(clients, balancer);
            }
            System.out.printf("%s: share %.3f, %.3f as errors began, then %.3f%n", policy, before, atFirst, after);
            assertTrue(before > FAIR_SHARE / 4, "it had work: " + before);
            assertTrue(after < FAIR_SHARE / 4, "it has work still: " + after);
        } finally {
            LifeCycle.stop(client);
            clients.shutdown();
            workers.forEach(MeasuredWorker::close);
        }
    }

    /** Which share of so many requests went to the first worker. */
    private double shareOfTheFirst(ExecutorService clients, TestBalancer balancer) throws Exception {
        int before = workers.get(0).requests();
        List<Callable<Integer>> requests = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            String host = "site" + i % CLASSES + ".example";
            requests.add(() -> client.newRequest(balancer.uri("/"))
                    .headers(headers -> headers.put("Host", host))
                    .timeout(60, TimeUnit.SECONDS)
                    .send()
                    .getStatus());
        }
        for (Future<Integer> answer : clients.invokeAll(requests)) {
            int status = answer.get();
            assertTrue(status == 200 || status == 500, "status " + status);
        }
        return (double) (workers.get(0).requests() - before) / REQUESTS;
    }
}
