package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpMethod;
import org.junit.jupiter.api.AfterEach;
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

/** A load balancer managed while it serves, by the admin pages and by remote JMX; one worker has no filter. */
class ManagementIT {
    @RegisterExtension
    static final Processes PROCESSES = new Processes();

    private static final Client CLIENT = Client.shared();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static WorkerProcess one;
    private static WorkerProcess other;
    private static WorkerProcess plain;
    private static LoadBalancerProcess balancer;

    @BeforeAll
    static void start() {
        one = PROCESSES.worker("one").start();
        other = PROCESSES.worker("other").start();
        plain = PROCESSES.plainWorker("plain").start();
        balancer = PROCESSES.loadBalancer("management");
        one.awaitStarted();
        other.awaitStarted();
        plain.awaitStarted();
        balancer.start(one, other, plain).awaitServing(3);
    }

    @AfterEach
    void allServeAgain() {
        for (WorkerProcess worker : List.of(one, other, plain)) {
            assertEquals(200, operate(worker, "undrain").status());
        }
    }

    private static Answer operate(WorkerProcess worker, String operation) {
        return CLIENT.post(balancer.adminUrl("/workers/" + worker.name() + "/" + operation));
    }

    private static Set<String> workersOf(int requests) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < requests; i++) {
            Answer answer = CLIENT.await(CLIENT.getFor("site" + i, balancer.url("/")));
            assertEquals(200, answer.status());
            names.add(answer.worker());
        }
        return names;
    }

    @Test
    void aWorkerWithoutTheFilterIsUsedAsUnskilled() {
        assertEquals("active", balancer.status(plain).get("state").asText());
        assertEquals(0, balancer.status(plain).get("skills").asInt());
        assertEquals(Set.of(one.name(), other.name(), plain.name()), workersOf(60));
    }

    @Test
    void workersDrainedAndUndrainedUnderLoadFailNoRequest() {
        Load load = Load.start(16, number -> {
            String url = balancer.url("/?delay=5");
            return new Load.Shot("GET", CLIENT.send(CLIENT.getFor("site" + number % 40, url)));
        });
        for (WorkerProcess worker : List.of(one, other, plain)) {
            load.awaitMore(100, LIMIT);
            assertEquals(200, operate(worker, "drain").status());
            load.awaitMore(100, LIMIT);
            JsonNode status = balancer.status(worker);
            assertEquals("draining", status.get("state").asText());
            assertEquals(0, status.get("backlog").asInt(), "its requests finished and it gets no more");
            operate(worker, "undrain");
        }
        load.stop(LIMIT);

        assertEquals(load.count(), load.count("GET", "200"), load::toString);
        balancer.awaitRest(LIMIT);
    }

    @Test
    void healthIsNotReadyWhenAllWorkersAreDrained() {
        for (WorkerProcess worker : List.of(one, other, plain)) {
            operate(worker, "drain");
        }
        assertEquals(503, CLIENT.get(balancer.adminUrl("/health/ready")).status());
        assertEquals(200, CLIENT.get(balancer.adminUrl("/health/live")).status());

        operate(one, "undrain");
        assertEquals(200, CLIENT.get(balancer.adminUrl("/health/ready")).status());
        assertEquals(Set.of(one.name()), workersOf(5));
    }

    @Test
    void explainSaysWhoWouldGetARequestAndThatOneGetsIt() {
        for (int i = 0; i < 20; i++) {
            String site = "explained" + i % 5;
            // What is under way has its part in the choice.
            Await.until(
                    "nothing is under way",
                    LIMIT,
                    () -> balancer.status().get("backlog").asInt() == 0);
            JsonNode explanation = LoadBalancerProcess.json(
                    CLIENT.get(balancer.adminUrl("/explain?class=" + site)).body());
            Answer answer = CLIENT.await(CLIENT.getFor(site, balancer.url("/")));

            assertEquals(explanation.get("worker").asText(), answer.worker(), explanation::toString);
        }
    }

    @Test
    void anUnknownWorkerIsNamedInTheError() {
        Answer answer = CLIENT.post(balancer.adminUrl("/workers/nowhere:1/drain"));

        assertEquals(404, answer.status());
        assertTrue(answer.body().contains("nowhere:1"), answer::body);
    }

    @Test
    void pagesOfOtherOriginsCannotOperate() {
        var request = CLIENT.request(HttpMethod.POST, balancer.adminUrl("/workers/" + one.name() + "/drain"))
                .headers(headers -> headers.put("Origin", "http://elsewhere.example"));

        assertEquals(403, CLIENT.await(request).status());
        assertEquals("active", balancer.status(one).get("state").asText());
    }

    @Test
    void remoteJmxReadsAndSetsLiveAttributes() throws Exception {
        try (RemoteJmx jmx = balancer.jmx()) {
            Object policy = jmx.get("policy");
            jmx.set("variance", 7.5);
            jmx.set("backlogHistory", 20);
            jmx.set("unskilledScore", 2.5);
            jmx.set("policy", "least-backlog");

            assertEquals(7.5, jmx.get("variance"));
            assertEquals(20, jmx.get("backlogHistory"));
            assertEquals(2.5, jmx.get("unskilledScore"));
            assertEquals("least-backlog", balancer.status().get("policy").asText());
            assertEquals(Set.of(one.name(), other.name(), plain.name()), workersOf(3));
            assertThrows(Exception.class, () -> jmx.set("variance", -1.0));
            assertThrows(Exception.class, () -> jmx.set("policy", "random"));
            assertEquals("least-backlog", jmx.get("policy"), "a wrong value changes nothing");
            assertEquals(7.5, jmx.get("variance"), "a wrong value changes nothing");
            jmx.set("policy", policy);
            jmx.set("variance", 4.0);
        }
    }

    @Test
    void remoteJmxDrainsForgetsAndTellsTheStatus() throws Exception {
        try (RemoteJmx jmx = balancer.jmx()) {
            jmx.call("drain", one.name());
            assertEquals("draining", balancer.status(one).get("state").asText());
            jmx.call("undrain", one.name());
            assertEquals("active", balancer.status(one).get("state").asText());

            Object policy = jmx.get("policy");
            // It weighs skilled workers only, and so tells when there is none.
            jmx.set("policy", "classic");
            workersOf(4);
            // A worker tells its skills anew each second, which may fall between the two.
            Await.until("a forgotten class has no skilled worker", Duration.ofSeconds(20), () -> {
                jmx.call("forget", "site1");
                String explained =
                        CLIENT.get(balancer.adminUrl("/explain?class=site1")).body();
                return explained.contains("\"candidates\":[]");
            });
            jmx.set("policy", policy);
            JsonNode status = LoadBalancerProcess.json((String) jmx.call("status"));
            assertEquals(3, status.get("workers").size());
            Exception unknown = assertThrows(Exception.class, () -> jmx.call("drain", "nowhere:1"));
            assertTrue(String.valueOf(unknown.getCause()).contains("nowhere:1"), unknown::toString);
        }
    }
}
