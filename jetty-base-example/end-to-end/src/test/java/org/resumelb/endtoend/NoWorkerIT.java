package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resumelb.endtoend.toolkit.Answer;
import org.resumelb.endtoend.toolkit.Await;
import org.resumelb.endtoend.toolkit.Client;
import org.resumelb.endtoend.toolkit.Load;
import org.resumelb.endtoend.toolkit.LoadBalancerProcess;
import org.resumelb.endtoend.toolkit.Processes;
import org.resumelb.endtoend.toolkit.RemoteJmx;
import org.resumelb.endtoend.toolkit.WorkerProcess;

/** When all workers are gone requests wait, holding no thread, for a bounded time. */
class NoWorkerIT {
    @RegisterExtension
    static final Processes PROCESSES = new Processes();

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int WAITING = 500;
    private static final int FEW_THREADS = 40;

    @Test
    void requestsWaitWithoutAThreadAndAreServedWhenAWorkerComesBack() throws Exception {
        WorkerProcess worker = PROCESSES.worker("worker").start();
        LoadBalancerProcess balancer =
                PROCESSES.loadBalancer("waiting").start(worker).awaitServing(1);
        try (Client client = new Client();
                RemoteJmx jmx = balancer.jmx()) {
            Load.start(20, 1_000, number -> new Load.Shot("GET", client.send(get(client, balancer))))
                    .join(LIMIT);
            int threads = jmx.threads();
            worker.kill();
            Await.until("the worker is out of service", LIMIT, () -> balancer.active() == 0);

            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            while (answers.size() < WAITING) {
                for (int i = 0; i < 20; i++) {
                    // Half of them with a body, which must wait as well.
                    answers.add(client.send(
                            i % 2 == 0 ? get(client, balancer) : client.postOf("a".repeat(1_000), balancer.url("/"))));
                }
                int sent = answers.size();
                Await.until(
                        sent + " requests wait",
                        LIMIT,
                        () -> balancer.status().get("waiting").asInt() == sent);
            }
            assertEquals(WAITING, jmx.get("waiting"));
            int more = jmx.threads() - threads;
            assertTrue(more <= FEW_THREADS, () -> more + " more threads than at rest");

            worker.start();
            for (CompletableFuture<Answer> answer : answers) {
                assertTrue(Client.await(answer).isOk(), answer::toString);
            }
        }
        balancer.awaitRest(LIMIT);
    }

    @Test
    void pastTheLimitsTheyGet503WithRetryAfter() {
        WorkerProcess absent = PROCESSES.worker("absent");
        LoadBalancerProcess balancer = PROCESSES
                .loadBalancer("limits")
                .with("resumelb.waitTimeout", 4_000)
                .with("resumelb.maxWaiting", 3)
                .start(absent)
                .awaitServing(0);
        Client client = Client.shared();
        List<CompletableFuture<Answer>> waiting = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            waiting.add(client.send(get(client, balancer)));
        }
        Await.until("3 wait", LIMIT, () -> balancer.status().get("waiting").asInt() == 3);

        Answer oneTooMany = client.get(balancer.url("/"));
        assertTurnedAway(oneTooMany);
        assertTrue(waiting.stream().noneMatch(CompletableFuture::isDone), "it was turned away at once");

        waiting.forEach(answer -> assertTurnedAway(Client.await(answer)));
        long waitedMillis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(waitedMillis >= 4_000, () -> "waited for " + waitedMillis + " ms");
        assertEquals(0, balancer.status().get("waiting").asInt());
        assertEquals(503, client.get(balancer.adminUrl("/health/ready")).status());
    }

    private static Request get(Client client, LoadBalancerProcess balancer) {
        return client.request(HttpMethod.GET, balancer.url("/"));
    }

    private static void assertTurnedAway(Answer answer) {
        assertEquals(503, answer.status(), answer::toString);
        assertNotEquals("", answer.header("Retry-After"));
        assertTrue(Integer.parseInt(answer.header("Retry-After")) > 0, "in seconds");
    }
}
