package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The score arithmetic, case by case as in golden/resume.jsonl. */
final class RecorderGoldenTest {

    private static final double TOLERANCE = 1e-6;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    List<DynamicTest> everyCaseIsReproduced() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : lines()) {
            JsonNode golden = JSON.readTree(line);
            assertEquals("resume", golden.path("kind").asText());
            tests.add(DynamicTest.dynamicTest("seed " + golden.path("seed"), () -> reproduce(golden)));
        }
        assertTrue(tests.size() >= 1, "no cases found");
        return tests;
    }

    private static List<String> lines() throws IOException {
        String directory = System.getProperty("resumelb.golden.dir", "");
        if (!directory.isEmpty()) {
            return Files.readAllLines(Path.of(directory, "resume.jsonl"));
        }
        try (InputStream copy = RecorderGoldenTest.class.getResourceAsStream("/golden/resume.jsonl")) {
            String text = new String(Objects.requireNonNull(copy).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().toList();
        }
    }

    private static void reproduce(JsonNode golden) {
        int history = golden.path("history").asInt();
        Recorder recorder = new Recorder(history, golden.path("max_skill_age").asLong(), 10_000);
        recorder.load(null, saved(golden.path("saved"), history));
        int recorded = 0;
        int published = 0;
        for (JsonNode request : golden.path("requests")) {
            recorded++;
            if (recorder.record(served(request.path(0).asText(), request.path(1).asDouble()))) {
                JsonNode expected = golden.path("published").path(published++);
                assertEquals(expected.path("after").asInt(), recorded);
                assertScores(expected.path("resume"), recorder.snapshot(0));
            }
        }
        assertEquals(golden.path("published").size(), published);
    }

    private static List<SavedSkill> saved(JsonNode scores, int history) {
        List<SavedSkill> skills = new ArrayList<>();
        scores.properties()
                .forEach(entry -> skills.add(
                        SavedSkill.ofScore(entry.getKey(), entry.getValue().asDouble(), history)));
        return skills;
    }

    private static Sample served(String requestClass, double elapsedSeconds) {
        return new Sample(0, requestClass, elapsedSeconds, Outcome.SERVED, Double.NaN, 0);
    }

    private static void assertScores(JsonNode expected, Resume resume) {
        Map<String, Double> scores = new TreeMap<>();
        resume.entries().forEach(entry -> scores.put(entry.requestClass(), entry.score()));
        assertEquals(expected.size(), scores.size(), () -> "classes " + scores.keySet() + " for " + expected);
        scores.forEach((requestClass, score) ->
                assertEquals(expected.path(requestClass).asDouble(Double.NaN), score, TOLERANCE, requestClass));
    }
}
