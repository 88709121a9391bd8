package org.resumelb.jetty.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.resumelb.jetty.admin.AdminStage.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;

/** The dashboard's files and the pages that it, and the command line, ask for. */
class DashboardPagesTest {
    @RegisterExtension
    private final AdminStage stage = new AdminStage();

    private final TestAdministration balancer = stage.balancer();

    @Test
    void browsersGetThePageAndOthersAListOfPages() throws Exception {
        HttpResponse<String> page = stage.get("/", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        assertEquals(200, page.statusCode());
        assertTrue(page.headers().firstValue("Content-Type").orElseThrow().startsWith("text/html"));
        assertTrue(page.body().contains("<title>resumelb</title>"));
        assertTrue(json(stage.get("/")).get("pages").toString().contains("POST /workers/{name}/drain"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dashboard.js", "dashboard.css", "ok.svg", "uPlot.iife.min.js", "uPlot.min.css"})
    void itsFilesAreThereAndMayLoadNothingFromElsewhere(String file) throws Exception {
        HttpResponse<String> answer = stage.get("/" + file);
        assertEquals(200, answer.statusCode());
        String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals(
                "nosniff", answer.headers().firstValue("X-Content-Type-Options").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../AdminServer.class", "/package.json", "/..%2fverdict", "/.", "/web/"})
    void nothingElseIs(String path) throws Exception {
        int status = stage.raw("GET", path, "Host: localhost", "Accept: text/css");
        assertTrue(status == 404 || status == 400 || (status == 200 && path.equals("/.")), path + ": " + status);
    }

    @Test
    void conditionsAreTold() throws Exception {
        JsonNode told = json(stage.get("/conditions"));
        assertEquals("critical", told.get("state").textValue());
        JsonNode first = told.get("conditions").get(0);
        assertEquals("no-worker-serves", first.get("id").textValue());
        assertEquals("critical", first.get("severity").textValue());
        assertEquals("#workers", first.get("link").textValue());
    }

    @Test
    void classesAreListedWithTheirHomes() throws Exception {
        balancer.connect("http://one:1", Map.of("a/b", 2.0));
        for (String requestClass : new String[] {"a/b", "a/b", "c"}) {
            Lease lease = Objects.requireNonNull(balancer.pool().acquire(requestClass));
            stage.nanoClock().addAndGet(100_000_000L);
            lease.close(Outcome.SUCCEEDED);
        }
        balancer.classWork().roll();
        JsonNode classes = json(stage.get("/classes?top=1"));
        JsonNode first = classes.get("classes").get(0);
        assertEquals("a/b", first.get("class").textValue());
        assertEquals("one:1", first.get("home").textValue());
        assertEquals(2 / 3.0, first.get("share").doubleValue(), 1e-6);
        assertEquals(1, first.get("workers").get(0).get("share").doubleValue(), 1e-6);
        assertEquals(1, classes.get("others").get("classes").intValue());
        assertEquals(400, stage.get("/classes?top=many").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a%2Fb", "100%25", ""})
    void aClassIsForgottenWhateverItIsCalled(String encoded) throws Exception {
        HttpResponse<String> answer = stage.post("/classes/" + encoded + "/forget");
        assertEquals(200, answer.statusCode(), answer::body);
        String name = encoded.replace("%2F", "/").replace("%25", "%");
        assertEquals(name, json(answer).get("forgotten").textValue());
    }

    @Test
    void aClassifierIsTriedWithoutBeingPutInForce() throws Exception {
        Files.writeString(
                stage.file(),
                "<Configure class=\"org.resumelb.classifier.RegexClassifier\"><Arg>path</Arg>"
                        + "<Arg>(?&lt;class&gt;.)</Arg></Configure>");
        JsonNode check = json(stage.post("/classifier/check"));
        assertEquals(
                "RegexClassifier(path, (?<class>.))", check.get("description").textValue());
        assertTrue(check.get("different").booleanValue());
        assertEquals(0, check.get("requests").intValue());
        assertEquals("HostClassifier", balancer.classifier().loaded().description());
        assertEquals(
                "classifier-file-newer",
                json(stage.get("/conditions"))
                        .get("conditions")
                        .get(1)
                        .get("id")
                        .textValue());
        Files.writeString(stage.file(), "<Oops");
        assertEquals(409, stage.post("/classifier/check").statusCode());
    }

    @Test
    void eventsAreToldAsTheyHappenFromTheOneAfterThatWasHeardLast() throws Exception {
        balancer.observation().tell("settings", null, "one");
        balancer.observation().tell("settings", null, "two");
        balancer.observation().start();
        try (Streams streams = new Streams(stage.port())) {
            String head =
                    "GET /events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nLast-Event-ID: 1\r\n\r\n";
            String status = streams.open(head);
            assertTrue(status.contains("200"), status);
            String first = streams.readUntil("\"text\":\"two\"");
            assertFalse(first.contains("one"), first);
            assertTrue(first.contains("id: 2\nevent: settings\ndata: {"), first);
            balancer.observation().tell("affinity", null, "three");
            balancer.scheduler().advance(1_000);
            assertTrue(streams.readUntil("\"text\":\"three\"").contains("event: affinity"));
        }
    }

    @Test
    void streamsBeginWithThePastAndAreBounded() throws Exception {
        String head = "GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (Streams streams = new Streams(stage.port())) {
            for (int i = 0; i < 32; i++) {
                assertTrue(streams.open(head).contains("200"), "stream " + i);
            }
            assertTrue(streams.open(head).contains("503"));
            assertEquals(200, stage.get("/health/live").statusCode());
        }
    }
}
