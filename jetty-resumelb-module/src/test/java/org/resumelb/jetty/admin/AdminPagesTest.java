package org.resumelb.jetty.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.resumelb.jetty.admin.AdminStage.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.policy.Policies;
import org.resumelb.pool.EjectionSettings;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;

/** The admin pages as an operator's tools ask for them. */
class AdminPagesTest {
    @RegisterExtension
    private final AdminStage stage = new AdminStage();

    private final TestAdministration balancer = stage.balancer();

    @Test
    void theStatusOfAnEmptyPoolHasAllItsFields() throws Exception {
        JsonNode status = json(stage.get("/status"));
        assertEquals(
                List.of(
                        "policy",
                        "version",
                        "backlog",
                        "meanBacklog",
                        "waiting",
                        "classifier",
                        "workers",
                        "classes",
                        "affinity",
                        "classesWithoutGain",
                        "concurrency",
                        "ejections",
                        "lethalRequests",
                        "discovery"),
                List.copyOf(status.properties().stream().map(Map.Entry::getKey).toList()));
        assertEquals(Policies.DEFAULT, status.get("policy").textValue());
        assertTrue(status.get("version").isNull());
        assertEquals(3, status.get("concurrency").doubleValue(), "until it is measured");
        assertEquals(0, status.get("backlog").intValue());
        assertEquals(5, status.get("waiting").intValue());
        assertTrue(status.get("workers").isEmpty());
        JsonNode classifier = status.get("classifier");
        assertEquals("HostClassifier", classifier.get("description").textValue());
        assertEquals(stage.file().toString(), classifier.get("file").textValue());
        assertEquals(0, classifier.get("failures").intValue());
        assertEquals(
                balancer.classifier().loaded().fingerprint(),
                classifier.get("fingerprint").textValue());
    }

    @Test
    void theStatusShowsEachWorker() throws Exception {
        balancer.connect("http://one:1;version=7", Map.of("a", 2.0, "b", 3.0));
        balancer.pool().register(WorkerAddress.parse("http://two:2"));
        Lease lease = Objects.requireNonNull(balancer.pool().acquire("a"));
        stage.nanoClock().addAndGet(1_500_000_000L);
        JsonNode status = json(stage.get("/status"));
        JsonNode one = status.get("workers").get(0);
        assertEquals("one:1", one.get("name").textValue());
        assertEquals("active", one.get("state").textValue());
        assertEquals("7", one.get("version").textValue());
        assertEquals(1, one.get("backlog").intValue());
        assertEquals(1.0, one.get("meanBacklog").doubleValue());
        assertEquals(1_500, one.get("oldestRequestMillis").intValue());
        assertEquals(2, one.get("skills").intValue());
        assertEquals("connecting", status.get("workers").get(1).get("state").textValue());
        assertTrue(status.get("workers").get(1).get("version").isNull());
        assertEquals(1, status.get("backlog").intValue());
        assertEquals(2, status.get("classes").intValue());
        lease.close(Outcome.SUCCEEDED);
    }

    @Test
    void aWorkerThatFailsShowsHowLongItIsLeftOut() throws Exception {
        balancer.pool().ejection(new EjectionSettings(1, 10_000, 10_000));
        balancer.connect("http://one:1", Map.of());
        balancer.connect("http://two:2", Map.of());
        Lease lease = Objects.requireNonNull(balancer.pool().acquire("a"));
        lease.close(Outcome.FAILED);
        JsonNode status = json(stage.get("/status"));
        assertEquals(1, status.get("ejections").intValue());
        assertEquals(3, status.get("lethalRequests").intValue());
        List<Integer> left = new ArrayList<>();
        status.get("workers")
                .forEach(worker -> left.add(worker.get("ejectedForMillis").intValue()));
        left.sort(null);
        assertEquals(0, left.get(0));
        assertTrue(left.get(1) >= 9_000 && left.get(1) <= 11_000, left::toString);
    }

    @Test
    void itIsNotReadyAsSoonAsItIsToStop() throws Exception {
        balancer.connect("http://one:1", Map.of());
        balancer.announceStop();
        HttpResponse<String> answer = stage.get("/health/ready");
        assertEquals(503, answer.statusCode());
        assertEquals("stopping", json(answer).get("health").textValue());
        assertEquals(200, stage.get("/health/live").statusCode());
    }

    @Test
    void itLivesWithoutWorkersAndIsReadyOnceOneServes() throws Exception {
        assertEquals(200, stage.get("/health/live").statusCode());
        assertEquals(503, stage.get("/health/ready").statusCode());
        balancer.connect("http://one:1", Map.of());
        assertEquals(200, stage.get("/health/ready").statusCode());
        assertEquals(200, stage.post("/workers/one:1/drain").statusCode());
        assertEquals(503, stage.get("/health/ready").statusCode());
        assertEquals(200, stage.get("/health/live").statusCode());
    }

    @Test
    void itExplainsWhoWouldGetARequest() throws Exception {
        balancer.connect("http://one:1", Map.of("café & co", 2.0));
        JsonNode explanation = json(stage.get("/explain?class=caf%C3%A9+%26%20co"));
        assertEquals("café & co", explanation.get("class").textValue());
        assertEquals(Policies.DEFAULT, explanation.get("policy").textValue());
        assertEquals("one:1", explanation.get("worker").textValue());
        assertFalse(explanation.get("reason").textValue().isEmpty());
        JsonNode candidate = explanation.get("candidates").get(0);
        assertEquals("one:1", candidate.get("worker").textValue());
        double sum = Stream.of("waitMillis", "lossMillis", "priceMillis")
                .mapToDouble(cost -> candidate.get(cost).doubleValue())
                .sum();
        assertEquals(candidate.get("score").doubleValue(), sum, 1e-9);
        assertEquals(0, balancer.pool().status().backlog(), "explaining changes nothing");
    }

    @Test
    void withoutWorkersItExplainsThatARequestWouldWait() throws Exception {
        assertTrue(json(stage.get("/explain?class=")).get("worker").isNull());
    }

    @Test
    void whoAsksForAnExplanationOfNothingIsToldWhatIsMissing() throws Exception {
        HttpResponse<String> answer = stage.get("/explain");
        assertEquals(400, answer.statusCode());
        assertEquals(
                "parameter class is absent (expected: /explain?class=C)",
                json(answer).get("error").textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/explain?class=%ff%fe", "/explain?class=%zz", "/status?%f"})
    void whoWritesNonsenseForAParameterIsTold(String target) throws Exception {
        assertEquals(400, stage.raw("GET", target, "Host: localhost"));
    }

    @Test
    void theConfigurationTellsValuesDefaultsAndOriginsAndNoSecret() throws Exception {
        String text = stage.get("/config").body();
        assertFalse(text.contains("hush"), text);
        JsonNode settings = json(stage.get("/config")).get("settings");
        assertEquals("resumelb.variance", settings.get(0).get("name").asText());
        assertEquals(2.5, settings.get(0).get("value").asDouble());
        assertEquals(4.0, settings.get(0).get("default").asDouble());
        assertEquals("jmx", settings.get(0).get("origin").asText());
        assertEquals("live", settings.get(0).get("changes").asText());
        assertEquals(1024, settings.get(1).get("value").asInt());
        assertEquals("default", settings.get(1).get("origin").asText());
        assertEquals("restart", settings.get(1).get("changes").asText());
        assertEquals("***", settings.get(2).get("value").asText());
    }
}
