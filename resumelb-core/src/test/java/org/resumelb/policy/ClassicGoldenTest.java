package org.resumelb.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.PoolStatus;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Resume;

/** The classic policy against recorded cases; each line of the file is one. */
class ClassicGoldenTest {
    private static final double TOLERANCE = 1e-6;

    @TestFactory
    List<DynamicTest> classicPolicyReproducesRecordedCases() throws IOException {
        List<String> lines = lines();
        return java.util.stream.IntStream.range(0, lines.size())
                .mapToObj(i -> DynamicTest.dynamicTest("case " + (i + 1), () -> new Case(lines.get(i)).play()))
                .toList();
    }

    private static List<String> lines() throws IOException {
        String directory = System.getProperty("resumelb.golden.dir", "");
        if (!directory.isEmpty()) {
            return Files.readAllLines(Path.of(directory, "pool.jsonl"));
        }
        try (InputStream in =
                Objects.requireNonNull(ClassicGoldenTest.class.getResourceAsStream("/golden/pool.jsonl"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static JsonNode parse(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One case, played on a pool of its own. */
    private static final class Case {
        private final JsonNode recorded;
        private final Pool pool;
        private final Map<String, Worker> workers = new HashMap<>();
        private final Map<String, Deque<Lease>> leases = new HashMap<>();

        Case(String line) {
            recorded = parse(line);
            pool = new Pool(ClassicPolicy::new, settings(recorded.get("settings")), () -> 0);
        }

        private static PoolSettings settings(JsonNode json) {
            return PoolSettings.DEFAULTS
                    .withVariance(json.get("variance").asDouble())
                    .withBacklogHistory(json.get("backlog_history").asInt())
                    .withUnskilledScore(json.get("unskilled_score").asDouble());
        }

        void play() {
            int number = 0;
            for (JsonNode op : recorded.get("ops")) {
                play(op, "operation " + number++ + ": " + op);
            }
        }

        private void play(JsonNode op, String what) {
            switch (op.get("op").asText()) {
                case "resume" -> resume(op);
                case "remove" ->
                    pool.unregister(
                            Objects.requireNonNull(workers.get(op.get("worker").asText())));
                case "settings" -> pool.settings(settings(op.has("settings") ? op.get("settings") : op));
                case "get" -> get(op, what);
                case "put" -> put(op, what);
                default -> throw new IllegalArgumentException(what);
            }
        }

        private void resume(JsonNode op) {
            Map<String, Double> scores = new HashMap<>();
            op.get("resume")
                    .properties()
                    .forEach(
                            entry -> scores.put(entry.getKey(), entry.getValue().asDouble()));
            Worker worker = workers.computeIfAbsent(op.get("worker").asText(), this::register);
            pool.connected(worker, Resume.ofScores(scores));
        }

        private Worker register(String name) {
            return pool.register(new WorkerAddress("http", name, 80, "", null));
        }

        private void get(JsonNode op, String what) {
            Lease lease = pool.acquire(op.get("class").asText());
            assertNotNull(lease, what);
            String name = op.get("worker").asText();
            assertEquals(name + ":80", lease.worker().name(), what);
            leases.computeIfAbsent(name, it -> new ArrayDeque<>()).add(lease);
            assertEquals(
                    op.get("worker_mean_backlog").asDouble(), lease.worker().meanBacklog(), TOLERANCE, what);
            assertEquals(op.get("pool_mean_backlog").asDouble(), pool.status().meanBacklog(), TOLERANCE, what);
        }

        private void put(JsonNode op, String what) {
            String name = op.get("worker").asText();
            Lease lease = Objects.requireNonNull(leases.get(name)).remove();
            lease.close(Outcome.SUCCEEDED);
            PoolStatus status = pool.status();
            assertEquals(op.get("worker_backlog").asInt(), lease.worker().backlog(), what);
            assertEquals(op.get("pool_mean_backlog").asDouble(), status.meanBacklog(), TOLERANCE, what);
        }
    }
}
