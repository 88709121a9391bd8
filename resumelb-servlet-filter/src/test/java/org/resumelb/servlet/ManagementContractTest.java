package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What load balancers and operators get on the management path, in whichever container. */
@ParameterizedClass
@EnumSource
@Timeout(300)
final class ManagementContractTest {

    private final ServletContainer container;

    @TempDir
    Path directory;

    // Each test begins with start(), as each has parameters of its own.
    @SuppressWarnings("NullAway.Init")
    private ServletContainer.Running running;

    @SuppressWarnings("NullAway.Init")
    private WorkerProbe worker;

    ManagementContractTest(ServletContainer container) {
        this.container = container;
    }

    private void start(Map<String, String> parameters) throws Exception {
        running = container.start(new ServletContainer.Deployment(
                new ScriptedServlet(), parameters, Set.of(DispatcherType.REQUEST), directory));
        worker = new WorkerProbe(running.port());
    }

    @AfterEach
    void stop() throws Exception {
        running.stop();
    }

    @Test
    void aLoadBalancerHearsTheResumeThenChangesAndHeartbeats() throws Exception {
        start(Map.of());
        worker.get("/page", "old");
        worker.resumeWhen(resume -> resume.path("generation").asInt() == 1);
        try (WorkerProbe.Events events = worker.events()) {
            String type = events.response.headers().firstValue("Content-Type").orElse("");
            assertTrue(type.startsWith("text/event-stream"), type);
            assertEquals(List.of("no-store"), events.response.headers().allValues("Cache-Control"));
            assertEquals(List.of("no"), events.response.headers().allValues("X-Accel-Buffering"));
            WorkerProbe.Event first = events.next();
            assertEquals("resume", first.name());
            assertTrue(first.data().at("/classes/old/score").asDouble() > 0);
            events.next("load");
            worker.get("/page", "new");
            JsonNode skills = events.next("skills").data();
            while (!skills.path("classes").has("new")) {
                skills = events.next("skills").data();
            }
            assertFalse(skills.path("classes").has("old"), skills::toString);
            assertEquals(0, events.next("load").data().path("inFlight").asInt(-1));
            assertEquals(0, worker.resume().path("inFlight").asInt(-1));
        }
    }

    @Test
    void whatIsForgottenIsGoneFromTheResumeAndTheStream() throws Exception {
        start(Map.of("token", "sesame"));
        worker.show("sesame");
        worker.get("/page", "a");
        worker.get("/page", "caf%C3%A9");
        worker.resumeWhen(resume -> resume.path("generation").asInt() == 2);
        try (WorkerProbe.Events events = worker.events()) {
            assertEquals(2, events.next("resume").data().path("classes").size());
            assertEquals(204, delete("?class=caf%C3%A9"));
            assertEquals(1, events.next("resume").data().path("classes").size());
            assertEquals(204, delete("?class=never-heard-of"));
            assertEquals(400, delete("?clas=a"));
            assertTrue(worker.resume().path("classes").has("a"));
            assertEquals(204, delete(""));
            assertEquals(0, events.next("resume").data().path("classes").size());
        }
    }

    private int delete(String query) throws Exception {
        return worker.send(worker.request("/.resumelb/resume" + query).DELETE()).statusCode();
    }

    @Test
    void theResumeIsToldAgainEachHistoryRequests() throws Exception {
        start(Map.of("history", "3"));
        try (WorkerProbe.Events events = worker.events()) {
            events.next("resume");
            for (int i = 0; i < 3; i++) {
                worker.get("/page", "news");
            }
            JsonNode resume = events.next("resume").data();
            assertEquals(3, resume.path("generation").asInt());
            assertEquals(3, resume.at("/classes/news/requests").asInt());
        }
    }

    @Test
    void anotherClassifierDropsTheSkillsOfTheFormerAtOnce() throws Exception {
        start(Map.of());
        worker.get("/page", "broken", "print-1");
        assertEquals(
                "print-1",
                worker.resumeWhen(resume -> resume.path("classes").has("broken"))
                        .path("classifier")
                        .asText());
        worker.get("/page", "repaired", "print-2");
        JsonNode resume = worker.resumeWhen(json -> json.path("classes").has("repaired"));
        assertFalse(resume.path("classes").has("broken"), resume::toString);
        assertEquals("print-2", resume.path("classifier").asText());
    }

    @Test
    void theResumeSurvivesARestartTogetherWithTheWorkersId() throws Exception {
        Path file = directory.resolve("resume.json");
        start(Map.of("resumeFile", file.toString()));
        worker.get("/page", "news", "print");
        JsonNode before = worker.resumeWhen(resume -> resume.path("classes").has("news"));
        running.stop();
        start(Map.of("resumeFile", file.toString()));
        JsonNode after = worker.resume();
        assertEquals(before.path("worker"), after.path("worker"));
        assertEquals(before.path("classifier"), after.path("classifier"));
        assertEquals(before.at("/classes/news/score"), after.at("/classes/news/score"));
        assertEquals(1, after.at("/classes/news/requests").asInt());
    }

    @Test
    void aLargeResumeArrivesWhole() throws Exception {
        Path file = directory.resolve("resume.json");
        int classes = 10_000;
        StringBuilder scores = new StringBuilder("{\"first\":1");
        for (int i = 1; i < classes; i++) {
            scores.append(",\"").append("long-name-".repeat(30)).append(i).append("\":2.5");
        }
        Files.writeString(file, scores.append('}'));
        start(Map.of("resumeFile", file.toString()));
        try (WorkerProbe.Events events = worker.events()) {
            JsonNode resume = events.next("resume").data();
            assertEquals(classes, resume.path("classes").size());
            assertEquals(1, resume.at("/classes/first/score").asInt());
            events.next("load");
        }
    }

    @Test
    void onlyWhoShowsTheTokenIsAnswered() throws Exception {
        start(Map.of("token", "sesame"));
        for (String path : List.of("/.resumelb/resume", "/.resumelb/else", "/.resumelb")) {
            HttpResponse<String> refused = worker.send(worker.request(path));
            assertEquals(401, refused.statusCode());
            assertEquals(List.of("Bearer"), refused.headers().allValues("WWW-Authenticate"));
            assertEquals("", refused.body());
        }
        assertEquals(401, resumeStatus("Authorization", "Bearer sesam"));
        assertEquals(401, resumeStatus("Authorization", "Basic sesame"));
        assertEquals(200, resumeStatus("Authorization", "Bearer sesame"));
    }

    @Test
    void withoutATokenWhatAProxyPassesOnIsRefused() throws Exception {
        start(Map.of());
        assertEquals(200, resumeStatus("Accept", "application/json"));
        for (String mark : List.of("Resumelb-Class", "Via", "Forwarded", "X-Forwarded-For")) {
            assertEquals(403, resumeStatus(mark, "127.0.0.1"), mark);
        }
    }

    @Test
    void withoutATokenNothingIsForgotten() throws Exception {
        start(Map.of());
        worker.get("/page", "a");
        worker.resumeWhen(resume -> resume.path("classes").has("a"));
        assertEquals(403, delete("?class=a"));
        assertEquals(403, delete(""));
        assertTrue(worker.resume().path("classes").has("a"));
    }

    @Test
    void withoutATokenOnlyWhoAsksForThisMachineIsAnswered() throws Exception {
        start(Map.of());
        for (String host : List.of("localhost", "LocalHost:80", "127.0.0.1", "127.9.9.9:8080", "[::1]:80")) {
            assertEquals("200", rawStatus(host), host);
        }
        for (String host : List.of("evil.example", "127.0.0.1.evil.example:80", "10.0.0.1", "[::2]", "ad.be")) {
            assertEquals("403", rawStatus(host), host);
        }
    }

    /** By hand, as Java's client does not let the host be chosen. */
    private String rawStatus(String host) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), running.port())) {
            client.setSoTimeout(60_000);
            String head = "GET /.resumelb/resume HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.split(" ", 3)[1];
        }
    }

    private int resumeStatus(String header, String value) throws Exception {
        return worker.send(worker.request("/.resumelb/resume").header(header, value))
                .statusCode();
    }

    @Test
    void nothingBelowTheManagementPathReachesTheApplication() throws Exception {
        start(Map.of());
        for (String path : List.of("/.resumelb", "/.resumelb/", "/.resumelb/x", "/.RESUMELB/resume")) {
            assertEquals(404, worker.send(worker.request(path)).statusCode(), path);
        }
        for (String path : List.of("/%2eresumelb/resume", "/.resumelb;a=b/resume")) {
            HttpResponse<String> response = worker.send(worker.request(path));
            assertFalse(response.body().equals("page"), path);
        }
        assertEquals("page", worker.send(worker.request("/.resumelbx")).body());
    }

    @Test
    void otherMethodsAreToldWhichAreAllowed() throws Exception {
        start(Map.of());
        HttpResponse<String> refused =
                worker.send(worker.request("/.resumelb/resume").method("POST", BodyPublishers.noBody()));
        assertEquals(405, refused.statusCode());
        assertEquals(List.of("GET, HEAD, DELETE"), refused.headers().allValues("Allow"));
        HttpResponse<String> head =
                worker.send(worker.request("/.resumelb/resume").method("HEAD", BodyPublishers.noBody()));
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
    }

    @Test
    void whenTheWebappStopsTheStreamsEndAndNoThreadIsLeft() throws Exception {
        start(Map.of("traceLog", directory.resolve("trace.log").toString()));
        worker.get("/page", "a%20b");
        worker.resumeWhen(resume -> resume.path("generation").asInt() == 1);
        Set<Thread> before = filterThreads();
        assertEquals(2, before.size());
        try (WorkerProbe.Events events = worker.events()) {
            events.next("resume");
            running.stop();
            assertTrue(events.ends());
        }
        assertEquals(Set.of(), filterThreads());
        String line = Files.readString(directory.resolve("trace.log"));
        assertTrue(line.matches("\\S+Z a%20b [0-9.]+ 200 0\n"), line);
    }

    private static Set<Thread> filterThreads() {
        return Set.copyOf(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("resumelb-"))
                .toList());
    }
}
