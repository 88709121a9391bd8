package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resumelb.endtoend.toolkit.Answer;
import org.resumelb.endtoend.toolkit.Await;
import org.resumelb.endtoend.toolkit.Client;
import org.resumelb.endtoend.toolkit.FreePorts;
import org.resumelb.endtoend.toolkit.JettyProcess;
import org.resumelb.endtoend.toolkit.KeepAliveLane;
import org.resumelb.endtoend.toolkit.LoadBalancerProcess;
import org.resumelb.endtoend.toolkit.Processes;
import org.resumelb.endtoend.toolkit.WorkerProcess;

/** A load balancer that is stopped under load fails no request, however it is stopped. */
class GracefulStopIT {
    @RegisterExtension
    static final Processes PROCESSES = new Processes();

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    /** What a stopping load balancer may need beyond the time that it gives to requests, on a busy machine. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final int LANES = 12;
    private static final int EVENTS = 20;
    private static final int SIGTERM = 128 + 15;

    private static final List<WorkerProcess> WORKERS = new ArrayList<>();

    private final List<KeepAliveLane> lanes = new ArrayList<>();
    private final int stopPort = FreePorts.next();

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private LoadBalancerProcess balancer;

    @SuppressWarnings("NullAway.Init") // Set as the load begins.
    private CompletableFuture<Answer> longRequest;

    @SuppressWarnings("NullAway.Init") // Set as the load begins.
    private CompletableFuture<Answer> events;

    @BeforeAll
    static void startWorkers() {
        WORKERS.clear();
        WORKERS.clear();
        WORKERS.add(PROCESSES.worker("worker").start());
        WORKERS.add(PROCESSES.worker("worker").start());
        WORKERS.forEach(WorkerProcess::awaitStarted);
    }

    @BeforeEach
    void install() {
        balancer = PROCESSES
                .loadBalancer("graceful-stop")
                .with("jetty.server.stopTimeout", STOP_TIMEOUT.toMillis())
                .with("STOP.PORT", stopPort)
                .with("STOP.KEY", "secret");
    }

    @AfterEach
    void kill() {
        balancer.process().kill();
    }

    @Test
    void afterSigtermWhatRunsEndsAndNothingFails() {
        startUnderLoad();
        expectStop();
        balancer.process().beginStop();
        awaitNotReady();
        awaitAllAnswered();
        assertEquals(SIGTERM, balancer.process().awaitExit(STOP_TIMEOUT.plus(MARGIN)));
        assertNothingFailed();
    }

    @Test
    void afterStartJarStopWhatRunsEndsAndNothingFails() throws IOException {
        startUnderLoad();
        expectStop();
        JettyProcess stopper = PROCESSES.process("stopper", List.of());
        stopper.start(List.of("STOP.PORT=" + stopPort, "STOP.KEY=secret", "--stop"));
        awaitNotReady();
        awaitAllAnswered();
        assertEquals(0, stopper.awaitExit(LIMIT), stopper::log);
        assertEquals(0, balancer.process().awaitExit(STOP_TIMEOUT.plus(MARGIN)));
        assertNothingFailed();
    }

    @Test
    void withAStopDelayItServesOnWhileItIsNotReady() {
        balancer.with("resumelb.stopDelay", 8_000);
        startUnderLoad();
        expectStop();
        balancer.process().beginStop();
        awaitNotReady();
        assertTrue(Client.shared().get(balancer.url("/")).isOk(), "new connections are served still");
        int servedBefore = served();
        Await.until("the load is served still", LIMIT, () -> served() > servedBefore + LANES);
        awaitAllAnswered();
        assertEquals(SIGTERM, balancer.process().awaitExit(STOP_TIMEOUT.plus(MARGIN)));
        assertNothingFailed();
    }

    private void startUnderLoad() {
        balancer.start(WORKERS.toArray(WorkerProcess[]::new)).awaitServing(WORKERS.size());
        for (int i = 0; i < LANES; i++) {
            lanes.add(KeepAliveLane.start(balancer.port(), "site" + i));
        }
        Await.until("the load is served", LIMIT, () -> served() > 20 * LANES);
        Client client = Client.shared();
        longRequest = client.send(client.request(HttpMethod.GET, balancer.url("/?delay=4000")));
        events = client.send(client.request(HttpMethod.GET, balancer.url("/?events=" + EVENTS + "&delay=200")));
        Await.until(
                "both are under way",
                LIMIT,
                () -> balancer.status().get("backlog").asInt() >= 2);
        assertTrue(Client.shared().get(balancer.adminUrl("/health/ready")).isOk());
    }

    private void expectStop() {
        lanes.forEach(KeepAliveLane::expectStop);
    }

    /** The requests under way, which last for seconds, show that it is at once. */
    private void awaitNotReady() {
        long began = System.nanoTime();
        Await.until(
                "not ready",
                LIMIT,
                () -> Client.shared().get(balancer.adminUrl("/health/ready")).status() == 503);
        System.out.printf("not ready after %d ms%n", (System.nanoTime() - began) / 1_000_000);
        assertTrue(balancer.process().isAlive());
    }

    private void awaitAllAnswered() {
        Answer late = Client.await(longRequest);
        assertTrue(late.isOk(), late::toString);
        Answer stream = Client.await(events);
        assertTrue(stream.isOk(), stream::toString);
        assertEquals(EVENTS, stream.body().split("\n\n", -1).length - 1, stream::body);
        Await.until("connections are refused", LIMIT, () -> lanes.stream().allMatch(KeepAliveLane::isFinished));
    }

    private void assertNothingFailed() {
        lanes.forEach(lane -> assertEquals(List.of(), lane.failures()));
        int asked = lanes.stream().mapToInt(KeepAliveLane::askedToClose).sum();
        assertTrue(asked > 0, "no answer said Connection: close");
        String log = balancer.process().log();
        assertTrue(log.contains("Load balancer stopped with a backlog of 0"), log);
        assertFalse(log.contains("TimeoutException"), log);
    }

    private int served() {
        return lanes.stream().mapToInt(KeepAliveLane::served).sum();
    }
}
