package org.resumelb.jetty.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.resumelb.jetty.admin.AdminStage.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator has the load balancer do. */
class AdminOperationsTest {
    @RegisterExtension
    private final AdminStage stage = new AdminStage();

    private final TestAdministration balancer = stage.balancer();

    @Test
    void aWorkerIsDrainedGraduallyWhenToldSo() throws Exception {
        balancer.connect("http://one:1", Map.of("a", 2.0));
        assertEquals(200, stage.post("/workers/one:1/drain?handoverSeconds=60").statusCode());
        stage.nanoClock().addAndGet(20_000_000_000L);
        JsonNode worker = json(stage.get("/status")).get("workers").get(0);
        assertEquals("draining", worker.get("state").textValue());
        assertEquals(40_000, worker.get("handoverForMillis").intValue());
        assertEquals(200, stage.get("/health/ready").statusCode());
        stage.nanoClock().addAndGet(40_000_000_000L);
        assertEquals(
                0,
                json(stage.get("/status"))
                        .get("workers")
                        .get(0)
                        .get("handoverForMillis")
                        .intValue());
        assertEquals(503, stage.get("/health/ready").statusCode());
    }

    @Test
    void theLastWorkerThatServesIsNotDrainedWhenToldSo() throws Exception {
        balancer.connect("http://one:1", Map.of());
        HttpResponse<String> refused = stage.post("/workers/one:1/drain?unlessLast=true");
        assertEquals(409, refused.statusCode());
        assertTrue(json(refused).get("error").textValue().contains("one:1 is the only one"), refused.body());
        assertEquals(400, stage.post("/workers/one:1/drain?unlessLast=yes").statusCode());
        assertEquals(1, balancer.pool().servingWorkers());
        balancer.connect("http://two:2", Map.of());
        assertEquals(200, stage.post("/workers/one:1/drain?unlessLast=true").statusCode());
        assertEquals(409, stage.post("/workers/two:2/drain?unlessLast=true").statusCode());
        assertEquals(200, stage.post("/workers/two:2/drain?unlessLast=false").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "1000000"})
    void aSenselessTimeChangesNothing(String seconds) throws Exception {
        balancer.connect("http://one:1", Map.of());
        assertEquals(
                400,
                stage.post("/workers/one:1/drain?handoverSeconds=" + seconds).statusCode());
        assertEquals(
                "active",
                json(stage.get("/status")).get("workers").get(0).get("state").textValue());
    }

    @Test
    void aWorkerIsDrainedAndGivenWorkAgain() throws Exception {
        balancer.connect("http://one:1", Map.of());
        assertEquals(
                "one:1", json(stage.post("/workers/one:1/drain")).get("drained").textValue());
        assertEquals(
                "draining",
                json(stage.get("/status")).get("workers").get(0).get("state").textValue());
        assertEquals(
                "one:1",
                json(stage.post("/workers/one%3A1/undrain")).get("undrained").textValue());
        assertEquals(
                "active",
                json(stage.get("/status")).get("workers").get(0).get("state").textValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/workers/one:1/drain?handover=10",
                "/workers/one:1/drain?handoverSeconds=10&Handoverseconds=5",
                "/workers/one:1/undrain?handoverSeconds=10",
                "/classifier/reload?file=x"
            })
    void aParameterThatNobodyKnowsIsRefusedAndChangesNothing(String path) throws Exception {
        balancer.connect("http://one:1", Map.of());
        HttpResponse<String> answer = stage.post(path);
        assertEquals(400, answer.statusCode());
        assertTrue(json(answer).get("error").textValue().startsWith("parameter: "), answer.body());
        assertEquals(
                "active",
                json(stage.get("/status")).get("workers").get(0).get("state").textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/workers/nobody:1/drain", "/workers/nobody:1/undrain"})
    void anUnknownWorkerIs404(String path) throws Exception {
        HttpResponse<String> answer = stage.post(path);
        assertEquals(404, answer.statusCode());
        assertEquals(
                "worker: nobody:1 (expected: host:port of a member)",
                json(answer).get("error").textValue());
    }

    @Test
    void aRepairedClassifierIsReloaded() throws Exception {
        Files.writeString(
                stage.file(),
                "<Configure class=\"org.resumelb.classifier.RegexClassifier\"><Arg>path</Arg>"
                        + "<Arg>(?&lt;class&gt;.)</Arg></Configure>");
        HttpResponse<String> answer = stage.post("/classifier/reload");
        assertEquals(200, answer.statusCode());
        assertEquals("reloaded: true", json(answer).get("classifier").textValue());
        assertEquals(
                "RegexClassifier(path, (?<class>.))",
                json(stage.get("/status")).get("classifier").get("description").textValue());
    }

    @Test
    void aBrokenClassifierIs409WithFileLineAndReason() throws Exception {
        Files.writeString(stage.file(), "<Configure>\n<Oops\n</Configure>");
        HttpResponse<String> answer = stage.post("/classifier/reload");
        assertEquals(409, answer.statusCode());
        String error = json(answer).get("error").textValue();
        assertTrue(error.startsWith(stage.file() + ", line 3: "), error);
        assertEquals(
                "HostClassifier",
                json(stage.get("/status")).get("classifier").get("description").textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/classifier/reload", "/workers/one:1/drain", "/workers/one:1/undrain"})
    void operationsAreForPosting(String path) throws Exception {
        balancer.connect("http://one:1", Map.of());
        HttpResponse<String> answer = stage.get(path);
        assertEquals(405, answer.statusCode());
        assertEquals("POST", answer.headers().firstValue("Allow").orElseThrow());
        assertEquals(1, balancer.pool().servingWorkers());
    }

    @Test
    void aPageOfAnotherOriginOperatesNothing() throws Exception {
        balancer.connect("http://one:1", Map.of());
        String own = "http://127.0.0.1:" + stage.port();
        for (String origin : List.of("http://evil.example", "null", "https://127.0.0.1:" + stage.port(), own + "0")) {
            assertEquals(
                    403, stage.post("/workers/one:1/drain", "Origin", origin).statusCode(), origin);
        }
        assertEquals(1, balancer.pool().servingWorkers());
        assertEquals(200, stage.post("/workers/one:1/drain", "Origin", own).statusCode());
    }
}
