package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
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

/** A worker that is killed under load takes no GET with it. */
class WorkerLossIT {
    @RegisterExtension
    static final Processes PROCESSES = new Processes();

    private static final Client CLIENT = Client.shared();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PAGE = "<p>Our page for a lost server.</p>";

    private static final List<WorkerProcess> WORKERS = new ArrayList<>();
    private static LoadBalancerProcess balancer;

    @BeforeAll
    static void start() throws Exception {
        WORKERS.clear();
        for (int i = 0; i < 3; i++) {
            WORKERS.add(PROCESSES.worker("worker").start());
        }
        balancer = PROCESSES.loadBalancer("worker-loss").with("resumelb.disconnectPage", "etc/lost.html");
        Files.writeString(balancer.base().resolve("etc/lost.html"), PAGE);
        WORKERS.forEach(WorkerProcess::awaitStarted);
        balancer.start(WORKERS.toArray(WorkerProcess[]::new)).awaitServing(WORKERS.size());
    }

    @Test
    void noGetFailsAndPostsInFlightGetThePage() throws Exception {
        WorkerProcess victim = WORKERS.get(0);
        Load load = Load.start(24, WorkerLossIT::get);
        load.awaitMore(300, LIMIT);
        List<CompletableFuture<Answer>> posts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            // Of many classes, so that every worker has some.
            String host = "post" + i;
            posts.add(CLIENT.send(CLIENT.postOf("a text", balancer.url("/?delay=10000"))
                    .headers(headers -> headers.put("Host", host))));
        }
        Await.until(
                "the posts are in flight",
                LIMIT,
                () -> balancer.status().get("backlog").asInt() >= 60);

        victim.kill();
        long killed = System.nanoTime();
        Await.until("the worker has left", LIMIT, () -> balancer.active() == 2);
        long leftMillis = (System.nanoTime() - killed) / 1_000_000;
        System.out.printf("a killed worker left after %d ms%n", leftMillis);
        // Some milliseconds, unless the machine is very busy; the posts' answers would tell after 10 seconds only.
        assertTrue(leftMillis < 8_000, () -> "it left after " + leftMillis + " ms");
        load.awaitMore(300, LIMIT);
        load.stop(LIMIT);

        assertEquals(load.count(), load.count("GET", "200"), load::toString);
        int lost = 0;
        for (CompletableFuture<Answer> post : posts) {
            Answer answer = Client.await(post);
            if (!answer.isOk()) {
                assertEquals(502, answer.status(), answer::toString);
                assertEquals(PAGE, answer.body());
                lost++;
            }
        }
        assertTrue(lost > 0, "the victim had posts in flight");
        assertAtRest();

        victim.start().awaitStarted();
        Await.until("the worker is back", LIMIT, () -> balancer.active() == 3);
        assertAtRest();
    }

    private static Load.Shot get(long number) {
        String url = balancer.url("/?delay=20&async=" + (number % 2 == 0));
        return new Load.Shot("GET", CLIENT.send(CLIENT.getFor("site" + number % 60, url)));
    }

    private static void assertAtRest() throws Exception {
        balancer.awaitRest(LIMIT);
        try (RemoteJmx jmx = balancer.jmx()) {
            assertEquals(0, jmx.get("backlog"));
        }
    }
}
