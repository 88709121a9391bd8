package org.resumelb.jetty.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.testing.CapturedLog;

/**
 * The same cases through Jetty's own proxy, HAProxy and the load balancer, over HTTP/1.1 and HTTP/2 on either side; the
 * last must pass them all. The system property {@code resumelb.conformance.only} names the cases to play, by a part of their
 * group and name.
 */
class ConformanceTest {
    private static final String ONLY =
            System.getProperty("resumelb.conformance.only", "").replace("_", " ");
    private static final List<Case> CASES = Stream.of(
                    MethodCases.all(),
                    TargetCases.all(),
                    BodyCases.all(),
                    EmptyCases.all(),
                    CodingCases.all(),
                    HeaderCases.all(),
                    AnswerCases.all(),
                    HostCases.all(),
                    OldClientCases.all(),
                    SmugglingCases.all(),
                    Http2Cases.all(),
                    Http2WorkerCases.all(),
                    FlowCases.all(),
                    ExpectCases.all(),
                    UpgradeCases.all())
            .flatMap(List::stream)
            .toList();

    /** What is not right yet, by group and name, as the manual says: shown as failing, and not judged. */
    private static final Set<String> NOT_YET = Set.of(
            "HTTP/2: malformed: :protocol without CONNECT",
            "answer: a reason phrase above ASCII from its first letter on");

    @TempDir
    Path base;

    @Test
    void theLoadBalancerPassesEveryCase() throws Exception {
        List<Case> played = CASES.stream()
                .filter(each -> (each.group() + ": " + each.name()).contains(ONLY))
                .toList();
        Map<Column, Map<Case, String>> results;
        List<String> warnings;
        try (CapturedLog log = new CapturedLog()) {
            results = play(played);
            warnings = log.tracesWith(":WARN :oe").stream()
                    .filter(line -> line.contains(":resumelb-"))
                    .toList();
        }
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/conformance.md"), table(played, results));
        List<String> failed = new ArrayList<>();
        results.forEach((column, outcomes) -> outcomes.forEach((each, outcome) -> {
            if (column.isOwn() && isJudged(each) && !outcome.equals(Column.PASSED)) {
                failed.add(column.title() + " " + each.group() + ": " + each.name() + ": " + shortened(outcome));
            }
        }));
        failed.sort(null);
        assertEquals("", String.join("\n", failed));
        assertEquals(List.of(), warnings, "what Jetty has to warn of, with a stack trace, was not dealt with");
    }

    private Map<Column, Map<Case, String>> play(List<Case> cases) throws Exception {
        Map<Column, Future<Map<Case, String>>> running = new LinkedHashMap<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (Column column : Column.all()) {
                if (column.isInstalled()) {
                    running.put(column, threads.submit(() -> column.play(cases, ConformanceTest::isJudged, base)));
                }
            }
            Map<Column, Map<Case, String>> results = new LinkedHashMap<>();
            for (Map.Entry<Column, Future<Map<Case, String>>> each : running.entrySet()) {
                results.put(each.getKey(), each.getValue().get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean isJudged(Case played) {
        return !NOT_YET.contains(played.group() + ": " + played.name());
    }

    private static String shortened(String outcome) {
        String line = outcome.replace("\r", "\\r").replace("\n", "\\n");
        return line.substring(0, Math.min(line.length(), 300));
    }

    /** The committed table is of the cases that there are. */
    @Test
    void theManualListsEveryCase() throws IOException {
        String manual = Files.readString(Path.of("../docs/conformance.md"));
        Set<String> names = new HashSet<>();
        for (Case listed : CASES) {
            String row = "| " + listed.group() + " | " + listed.name() + " |";
            assertTrue(names.add(row), "twice: " + row);
            assertTrue(manual.contains(row), row);
        }
    }

    private static String table(List<Case> cases, Map<Column, Map<Case, String>> results) {
        StringBuilder table = new StringBuilder("| group | case |");
        results.keySet()
                .forEach(column -> table.append(' ').append(column.title()).append(" |"));
        table.append("\n|---|---|").append("---|".repeat(results.size())).append('\n');
        for (Case row : cases) {
            table.append("| ")
                    .append(row.group())
                    .append(" | ")
                    .append(row.name())
                    .append(" |");
            results.values()
                    .forEach(column ->
                            table.append(' ').append(word(column.get(row))).append(" |"));
            table.append('\n');
        }
        table.append("| | **passed** |");
        results.values()
                .forEach(column -> table.append(" **").append(passed(column)).append("** |"));
        return table.append('\n').toString();
    }

    private static String passed(Map<Case, String> column) {
        return column.values().stream().filter(Column.PASSED::equals).count() + " of " + column.size();
    }

    private static String word(@Nullable String result) {
        if (result == null) {
            return "";
        }
        return result.equals(Column.PASSED) ? "yes" : "no";
    }
}
