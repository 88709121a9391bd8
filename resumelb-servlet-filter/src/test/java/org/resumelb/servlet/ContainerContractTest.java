package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.DispatcherType;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a request ends, and in whichever container, it is counted once and recorded for what it was. */
@ParameterizedClass
@EnumSource
@Timeout(300)
final class ContainerContractTest {

    private final ServletContainer container;

    @TempDir
    Path directory;

    private ScriptedServlet servlet;
    private ServletContainer.Running running;
    private WorkerProbe worker;

    ContainerContractTest(ServletContainer container) {
        this.container = container;
    }

    @BeforeEach
    void start() throws Exception {
        start(Set.of(DispatcherType.REQUEST));
    }

    private void start(Set<DispatcherType> dispatches) throws Exception {
        servlet = new ScriptedServlet();
        running = container.start(new ServletContainer.Deployment(servlet, Map.of(), dispatches, directory));
        worker = new WorkerProbe(running.port());
    }

    @AfterEach
    void stop() throws Exception {
        running.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page", "/missing", "/forward", "/async/complete", "/async/at-once", "/async/twice"})
    void anAnsweredRequestIsRecordedOnce(String path) throws Exception {
        worker.get(path, "news");
        assertEquals(1, recorded(worker.resumeWhen(resume -> recorded(resume) > 0 && atRest(resume))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/status/500",
                "/error/503",
                "/throw",
                "/async/timeout",
                "/async/throw",
                "/async/throw-later",
                "/async/status/500"
            })
    void aFailedRequestMakesNoSkillAndLeavesNothingBehind(String path) throws Exception {
        assertTrue(worker.get(path, "news") >= 500);
        JsonNode resume = worker.resumeAtRest();
        assertEquals(0, resume.path("classes").size());
        assertEquals(0, resume.path("generation").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status/500", "/throw", "/async/timeout", "/async/status/500"})
    void aFailureCostsASkilledClassScore(String path) throws Exception {
        worker.get("/page", "news");
        double before = worker.resumeWhen(resume -> recorded(resume) == 1)
                .at("/classes/news/score")
                .asDouble();
        worker.get(path, "news");
        double after = worker.resumeWhen(resume -> recorded(resume) == 2)
                .at("/classes/news/score")
                .asDouble();
        assertTrue(after < before, () -> before + " then " + after);
    }

    @Test
    void aFilterMappedToEveryDispatchStillCountsOnce() throws Exception {
        running.stop();
        start(EnumSet.allOf(DispatcherType.class));
        for (String path : List.of("/page", "/forward", "/async/complete", "/async/twice")) {
            worker.get(path, "news");
        }
        worker.get("/error/503", "other");
        assertEquals(4, recorded(worker.resumeWhen(resume -> recorded(resume) >= 4 && atRest(resume))));
    }

    @Test
    void aRequestWithoutAClassIsServedButNotRecorded() throws Exception {
        assertEquals("page", worker.send(worker.request("/page")).body());
        assertEquals(0, worker.resume().path("generation").asInt());
    }

    @Test
    void namesArePercentEncodedAndMalformedOnesAreNotRecorded() throws Exception {
        assertEquals(200, worker.get("/page", "caf%C3%A9%20%22"));
        assertEquals(200, worker.get("/page", "%C3"));
        assertEquals(200, worker.get("/page", "%4"));
        assertEquals(200, worker.get("/page", "x".repeat(513)));
        JsonNode resume = worker.resumeWhen(json -> json.path("generation").asInt() == 1);
        assertTrue(resume.path("classes").has("caf\u00e9 \""), resume::toString);
        assertEquals(1, resume.path("classes").size());
        assertEquals(0, worker.resumeAtRest().path("inFlight").asInt());
    }

    @Test
    void theTimeSpentOnMissesIsPassedOnIfTheApplicationReportsIt() throws Exception {
        worker.get("/miss", "news");
        JsonNode resume = worker.resumeWhen(json -> recorded(json) == 1);
        assertEquals(3, resume.at("/classes/news/missMillis").asDouble());
        worker.get("/page", "sport");
        resume = worker.resumeWhen(json -> json.path("generation").asInt() == 2);
        assertFalse(resume.at("/classes/sport").has("missMillis"), resume::toString);
    }

    @Test
    void aRunningRequestIsInFlightUntilItEnds() throws Exception {
        ExecutorService client = Executors.newSingleThreadExecutor();
        Future<Integer> status = client.submit(() -> worker.get("/hold", "news"));
        assertTrue(servlet.entered.await(60, TimeUnit.SECONDS));
        assertEquals(1, worker.resume().path("inFlight").asInt());
        servlet.released.countDown();
        assertEquals(200, status.get(60, TimeUnit.SECONDS));
        assertEquals(1, recorded(worker.resumeWhen(json -> recorded(json) == 1 && atRest(json))));
        client.shutdown();
    }

    @Test
    void aClientThatLeavesTakesItsRequestWithItAndGivesNoSkill() throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), running.port())) {
            OutputStream output = client.getOutputStream();
            output.write("GET /endless HTTP/1.1\r\nHost: worker\r\nResumelb-Class: news\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            output.flush();
            assertTrue(servlet.entered.await(60, TimeUnit.SECONDS));
            assertTrue(client.getInputStream().read() >= 0);
        }
        assertEquals(0, worker.resumeAtRest().path("classes").size());
    }

    @Test
    void manyRequestsAtOnceAreEachCountedOnce() throws Exception {
        int threads = 8;
        List<String> paths = List.of(
                "/page", "/throw", "/async/complete", "/async/twice", "/async/at-once", "/async/timeout", "/error/503");
        // Few, since Tomcat looks for timeouts once a second only.
        int rounds = 4;
        // A skill first, so that failures are recorded too.
        worker.get("/page", "news");
        worker.resumeWhen(json -> recorded(json) == 1);
        ExecutorService clients = Executors.newFixedThreadPool(threads);
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            done.add(clients.submit(() -> {
                for (int i = 0; i < rounds * paths.size(); i++) {
                    worker.get(paths.get(i % paths.size()), "news");
                }
                return null;
            }));
        }
        for (Future<?> each : done) {
            each.get(60, TimeUnit.SECONDS);
        }
        clients.shutdown();
        int all = 1 + threads * rounds * paths.size();
        assertEquals(all, recorded(worker.resumeWhen(json -> recorded(json) >= all && atRest(json))));
        assertEquals(all, worker.resume().path("generation").asInt());
    }

    private static int recorded(JsonNode resume) {
        return resume.at("/classes/news/requests").asInt();
    }

    private static boolean atRest(JsonNode resume) {
        return resume.path("inFlight").asInt() == 0;
    }
}
