package org.resumelb.jetty.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.jetty.classifier.ClassifierFile;
import org.resumelb.jetty.classifier.ClassifierInForce;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.policy.Policies;
import org.resumelb.pool.EjectionSettings;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Resume;

/** The admin pages as an operator's tools ask for them. */
class AdminPagesTest {
    private static final String HOST_CLASSIFIER = "<Configure class=\"org.resumelb.classifier.HostClassifier\"/>";

    private final AtomicLong nanoClock = new AtomicLong();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path file;
    private final Balancer balancer;
    private final AdminServer server;

    AdminPagesTest(@TempDir Path folder) throws Exception {
        file = Files.writeString(folder.resolve("classifier.xml"), HOST_CLASSIFIER);
        balancer = new Balancer(nanoClock, file);
        server = new AdminServer(new Settings.Admin("127.0.0.1", 0), balancer);
    }

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void theStatusOfAnEmptyPoolHasAllItsFields() throws Exception {
        JsonNode status = json(get("/status"));
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
                        "ejections",
                        "lethalRequests"),
                List.copyOf(status.properties().stream().map(Map.Entry::getKey).toList()));
        assertEquals(Policies.DEFAULT, status.get("policy").textValue());
        assertTrue(status.get("version").isNull());
        assertEquals(0, status.get("backlog").intValue());
        assertEquals(5, status.get("waiting").intValue());
        assertTrue(status.get("workers").isEmpty());
        JsonNode classifier = status.get("classifier");
        assertEquals("HostClassifier", classifier.get("description").textValue());
        assertEquals(file.toString(), classifier.get("file").textValue());
        assertEquals(0, classifier.get("failures").intValue());
        assertEquals(
                balancer.classifier().loaded().fingerprint(),
                classifier.get("fingerprint").textValue());
    }

    @Test
    void theStatusShowsEachWorker() throws Exception {
        balancer.connect("http://one:1;version=7", Map.of("a", 2.0, "b", 3.0));
        balancer.pool.register(WorkerAddress.parse("http://two:2"));
        Lease lease = Objects.requireNonNull(balancer.pool.acquire("a"));
        nanoClock.addAndGet(1_500_000_000L);
        JsonNode status = json(get("/status"));
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
        balancer.pool.ejection(new EjectionSettings(1, 10_000, 10_000));
        balancer.connect("http://one:1", Map.of());
        balancer.connect("http://two:2", Map.of());
        Lease lease = Objects.requireNonNull(balancer.pool.acquire("a"));
        lease.close(Outcome.FAILED);
        JsonNode status = json(get("/status"));
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
    void aWorkerIsDrainedGraduallyWhenToldSo() throws Exception {
        balancer.connect("http://one:1", Map.of("a", 2.0));
        assertEquals(200, post("/workers/one:1/drain?handoverSeconds=60").statusCode());
        nanoClock.addAndGet(20_000_000_000L);
        JsonNode worker = json(get("/status")).get("workers").get(0);
        assertEquals("draining", worker.get("state").textValue());
        assertEquals(40_000, worker.get("handoverForMillis").intValue());
        assertEquals(200, get("/health/ready").statusCode());
        nanoClock.addAndGet(40_000_000_000L);
        assertEquals(
                0,
                json(get("/status"))
                        .get("workers")
                        .get(0)
                        .get("handoverForMillis")
                        .intValue());
        assertEquals(503, get("/health/ready").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "1000000"})
    void aSenselessTimeChangesNothing(String seconds) throws Exception {
        balancer.connect("http://one:1", Map.of());
        assertEquals(
                400, post("/workers/one:1/drain?handoverSeconds=" + seconds).statusCode());
        assertEquals(
                "active",
                json(get("/status")).get("workers").get(0).get("state").textValue());
    }

    @Test
    void itIsNotReadyAsSoonAsItIsToStop() throws Exception {
        balancer.connect("http://one:1", Map.of());
        balancer.stopAnnounced = true;
        HttpResponse<String> answer = get("/health/ready");
        assertEquals(503, answer.statusCode());
        assertEquals("stopping", json(answer).get("health").textValue());
        assertEquals(200, get("/health/live").statusCode());
    }

    @Test
    void itLivesWithoutWorkersAndIsReadyOnceOneServes() throws Exception {
        assertEquals(200, get("/health/live").statusCode());
        assertEquals(503, get("/health/ready").statusCode());
        balancer.connect("http://one:1", Map.of());
        assertEquals(200, get("/health/ready").statusCode());
        assertEquals(200, post("/workers/one:1/drain").statusCode());
        assertEquals(503, get("/health/ready").statusCode());
        assertEquals(200, get("/health/live").statusCode());
    }

    @Test
    void itExplainsWhoWouldGetARequest() throws Exception {
        balancer.connect("http://one:1", Map.of("café & co", 2.0));
        JsonNode explanation = json(get("/explain?class=caf%C3%A9+%26%20co"));
        assertEquals("café & co", explanation.get("class").textValue());
        assertEquals(Policies.DEFAULT, explanation.get("policy").textValue());
        assertEquals("one:1", explanation.get("worker").textValue());
        assertFalse(explanation.get("reason").textValue().isEmpty());
        assertEquals("one:1", explanation.get("candidates").get(0).get("worker").textValue());
        assertEquals(0, balancer.pool.status().backlog(), "explaining changes nothing");
    }

    @Test
    void withoutWorkersItExplainsThatARequestWouldWait() throws Exception {
        assertTrue(json(get("/explain?class=")).get("worker").isNull());
    }

    @Test
    void whoAsksForAnExplanationOfNothingIsToldWhatIsMissing() throws Exception {
        HttpResponse<String> answer = get("/explain");
        assertEquals(400, answer.statusCode());
        assertEquals(
                "parameter class is absent (expected: /explain?class=C)",
                json(answer).get("error").textValue());
    }

    @Test
    void aWorkerIsDrainedAndGivenWorkAgain() throws Exception {
        balancer.connect("http://one:1", Map.of());
        assertEquals("one:1", json(post("/workers/one:1/drain")).get("drained").textValue());
        assertEquals(
                "draining",
                json(get("/status")).get("workers").get(0).get("state").textValue());
        assertEquals(
                "one:1", json(post("/workers/one%3A1/undrain")).get("undrained").textValue());
        assertEquals(
                "active",
                json(get("/status")).get("workers").get(0).get("state").textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/workers/nobody:1/drain", "/workers/nobody:1/undrain"})
    void anUnknownWorkerIs404(String path) throws Exception {
        HttpResponse<String> answer = post(path);
        assertEquals(404, answer.statusCode());
        assertEquals(
                "worker: nobody:1 (expected: host:port of a member)",
                json(answer).get("error").textValue());
    }

    @Test
    void aRepairedClassifierIsReloaded() throws Exception {
        Files.writeString(
                file,
                "<Configure class=\"org.resumelb.classifier.RegexClassifier\"><Arg>path</Arg>"
                        + "<Arg>(?&lt;class&gt;.)</Arg></Configure>");
        HttpResponse<String> answer = post("/classifier/reload");
        assertEquals(200, answer.statusCode());
        assertEquals("reloaded: true", json(answer).get("classifier").textValue());
        assertEquals(
                "RegexClassifier(path, (?<class>.))",
                json(get("/status")).get("classifier").get("description").textValue());
    }

    @Test
    void aBrokenClassifierIs409WithFileLineAndReason() throws Exception {
        Files.writeString(file, "<Configure>\n<Oops\n</Configure>");
        HttpResponse<String> answer = post("/classifier/reload");
        assertEquals(409, answer.statusCode());
        String error = json(answer).get("error").textValue();
        assertTrue(error.startsWith(file + ", line 3: "), error);
        assertEquals(
                "HostClassifier",
                json(get("/status")).get("classifier").get("description").textValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/status/",
                "/workers",
                "/workers/one:1",
                "/workers/one:1/delete",
                "/classifier",
                "/health"
            })
    void anyOtherPathIs404(String path) throws Exception {
        assertEquals(404, get(path).statusCode());
        assertEquals(404, post(path).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status", "/health/live", "/health/ready", "/explain?class=a"})
    void pagesAreForReading(String path) throws Exception {
        HttpResponse<String> answer = post(path);
        assertEquals(405, answer.statusCode());
        assertEquals("GET, HEAD", answer.headers().firstValue("Allow").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/classifier/reload", "/workers/one:1/drain", "/workers/one:1/undrain"})
    void operationsAreForPosting(String path) throws Exception {
        balancer.connect("http://one:1", Map.of());
        HttpResponse<String> answer = get(path);
        assertEquals(405, answer.statusCode());
        assertEquals("POST", answer.headers().firstValue("Allow").orElseThrow());
        assertEquals(1, balancer.pool.servingWorkers());
    }

    @Test
    void aPageOfAnotherOriginOperatesNothing() throws Exception {
        balancer.connect("http://one:1", Map.of());
        String own = "http://127.0.0.1:" + server.port();
        for (String origin : List.of("http://evil.example", "null", "https://127.0.0.1:" + server.port(), own + "0")) {
            assertEquals(403, post("/workers/one:1/drain", "Origin", origin).statusCode(), origin);
        }
        assertEquals(1, balancer.pool.servingWorkers());
        assertEquals(200, post("/workers/one:1/drain", "Origin", own).statusCode());
    }

    @Test
    void answersAreJsonThatNobodyKeeps() throws Exception {
        for (String path : List.of("/status", "/nothing", "/health/ready")) {
            HttpResponse<String> answer = get(path);
            assertEquals(
                    "application/json",
                    answer.headers().firstValue("Content-Type").orElseThrow());
            assertEquals(
                    "no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
            assertTrue(answer.headers().firstValue("Server").isEmpty());
            json(answer);
        }
    }

    @Test
    void aHeadHasNoBody() throws Exception {
        HttpResponse<String> answer = client.send(
                request("/status").method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        assertEquals("", answer.body());
    }

    @Test
    void textOfUsersIsQuoted() throws Exception {
        balancer.connect("http://one:1", Map.of("\"\n</script>é", 1.0));
        assertEquals(
                "\"\n</script>é",
                json(get("/explain?class=%22%0A%3C/script%3E%C3%A9"))
                        .get("class")
                        .textValue());
        assertNull(json(get("/status")).get("</script>"));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }

    /** What the pages show and do, with a real pool and classifier. */
    private static final class Balancer implements Administration {
        private boolean stopAnnounced;

        private final Pool pool;
        private final ClassifierInForce classifier;

        Balancer(AtomicLong nanoClock, Path file) {
            pool = new Pool(Policies.named(Policies.DEFAULT), PoolSettings.DEFAULTS, nanoClock::get);
            classifier = new ClassifierInForce(new ClassifierFile(file));
        }

        void connect(String address, Map<String, Double> scores) {
            Worker worker = pool.register(WorkerAddress.parse(address));
            pool.connected(worker, Resume.ofScores(scores));
        }

        @Override
        public Pool pool() {
            return pool;
        }

        @Override
        public ClassifierInForce classifier() {
            return classifier;
        }

        @Override
        public int getWaiting() {
            return 5;
        }

        @Override
        public String reloadClassifier() {
            return "reloaded: " + classifier.reload();
        }

        @Override
        public void drain(String worker) {
            drain(worker, true);
        }

        @Override
        public void undrain(String worker) {
            drain(worker, false);
        }

        @Override
        public void drain(String worker, int seconds) {
            if (!pool.drain(worker, seconds)) {
                throw new IllegalArgumentException(worker);
            }
        }

        @Override
        public long getLethalRequests() {
            return 3;
        }

        @Override
        public boolean isStopAnnounced() {
            return stopAnnounced;
        }

        private void drain(String worker, boolean draining) {
            if (!pool.drain(worker, draining)) {
                throw new IllegalArgumentException("worker: " + worker + " (expected: host:port of a member)");
            }
        }
    }
}
