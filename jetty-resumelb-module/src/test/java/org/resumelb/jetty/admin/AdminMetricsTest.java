package org.resumelb.jetty.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.resumelb.jetty.admin.AdminStage.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.pool.Outcome;

/** What the admin connector tells of what has happened. */
class AdminMetricsTest {
    @RegisterExtension
    private final AdminStage stage = new AdminStage();

    @RegisterExtension
    private final AdminStage hidden = new AdminStage(new Settings.Admin("0.0.0.0", 0, "s3cret", false, Set.of()));

    private final TestAdministration balancer = stage.balancer();

    @Test
    void metricsAreTextUnlessOpenMetricsIsAccepted() throws Exception {
        HttpResponse<String> text = stage.get("/metrics");
        assertEquals(200, text.statusCode());
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                text.headers().firstValue("Content-Type").orElseThrow());
        assertTrue(text.body().contains("\nresumelb_retries_total{reason=\"lost\"} 3.0\n"), text::body);
        HttpResponse<String> open = stage.get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0");
        assertTrue(open.headers().firstValue("Content-Type").orElseThrow().startsWith("application/openmetrics-text"));
        assertTrue(open.body().endsWith("# EOF\n"));
        assertEquals(200, stage.head("/metrics").statusCode());
        assertEquals(405, stage.post("/metrics").statusCode());
    }

    @Test
    void metricsNeedNoTokenAndTheHistoryDoes() throws Exception {
        assertEquals(200, hidden.get("/metrics").statusCode());
        assertEquals(401, hidden.get("/history").statusCode());
        assertEquals(401, hidden.get("/events").statusCode());
    }

    @Test
    void theHistoryTellsEachStep() throws Exception {
        balancer.connect("http://one:1", Map.of("news", 1.0));
        Objects.requireNonNull(balancer.pool().acquire("news")).close(Outcome.SUCCEEDED);
        assertEquals(0, json(stage.get("/history")).get("steps").size());
        LifeCycle.start(balancer.scheduler());
        balancer.observation().start();
        balancer.scheduler().advance(10_000);
        JsonNode step = json(stage.get("/history")).get("steps").get(0);
        assertEquals(1, step.get("finished").get("succeeded").asInt());
        assertEquals(1, step.get("selected").get("home").asInt());
        assertEquals(1.0, step.get("homeShare").asDouble());
        for (String field : List.of("time", "seconds", "waited", "rejected", "p50Millis", "p99Millis", "backlog")) {
            assertTrue(step.has(field), field);
        }
        balancer.observation().stop();
    }

    @Test
    void eventsAreToldSinceAnId() throws Exception {
        balancer.observation().tell("drained", "one:1", "gets nothing new");
        balancer.observation().tell("reloaded", null, "Classifier in force");
        JsonNode events = json(stage.get("/events")).get("events");
        assertEquals(2, events.size());
        assertEquals("drained", events.get(0).get("kind").asText());
        assertEquals("one:1", events.get(0).get("worker").asText());
        assertTrue(events.get(1).get("worker").isNull());
        JsonNode later = json(stage.get(
                        "/events?since=" + events.get(0).get("id").asLong()))
                .get("events");
        assertEquals(1, later.size());
        assertEquals("reloaded", later.get(0).get("kind").asText());
        HttpResponse<String> senseless = stage.get("/events?since=yesterday");
        assertEquals(400, senseless.statusCode());
        assertTrue(senseless.body().contains("since: yesterday (expected: "), senseless::body);
    }

    @Test
    void theStatusCountsEachWorkersRequestsAndFailures() throws Exception {
        balancer.connect("http://one:1", Map.of());
        Objects.requireNonNull(balancer.pool().acquire("news")).close(Outcome.SUCCEEDED);
        Objects.requireNonNull(balancer.pool().acquire("news")).close(Outcome.FAILED);
        JsonNode worker = json(stage.get("/status")).get("workers").get(0);
        assertEquals(2, worker.get("requests").asInt());
        assertEquals(1, worker.get("failures").asInt());
    }
}
