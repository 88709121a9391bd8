package org.resumelb.jetty.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same cases through Jetty's own proxy, HAProxy and the load balancer; the last must pass them all. */
class ConformanceTest {
    private static final String PASSED = "passes";
    private static final List<Case> CASES = Stream.of(
                    MethodCases.all(), BodyCases.all(), HeaderCases.all(), SmugglingCases.all(), FlowCases.all())
            .flatMap(List::stream)
            .toList();

    @TempDir
    Path base;

    @Test
    void theLoadBalancerPassesEveryCase() throws Exception {
        assertTrue(CASES.size() >= 60, "only " + CASES.size() + " cases");
        CompletableFuture<Map<Case, String>> stock =
                CompletableFuture.supplyAsync(() -> play(Proxy.RIVAL_TIMEOUT_MILLIS, Proxy::proxyServlet));
        CompletableFuture<Map<Case, String>> haproxy = Proxy.isInstalled("haproxy")
                ? CompletableFuture.supplyAsync(
                        () -> play(Proxy.RIVAL_TIMEOUT_MILLIS, origin -> Proxy.haproxy(origin, base)))
                : CompletableFuture.completedFuture(Map.of());
        Map<Case, String> own = play(Proxy.OWN_TIMEOUT_MILLIS, origin -> Proxy.resumelb(origin, base));
        Map<String, Map<Case, String>> results = new LinkedHashMap<>();
        results.put("ProxyServlet", stock.get(5, TimeUnit.MINUTES));
        results.put("HAProxy", haproxy.get(5, TimeUnit.MINUTES));
        results.put("resumelb", own);
        String table = table(results);
        System.out.println(table);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/conformance.md"), table);
        Map<String, String> failed = new LinkedHashMap<>();
        own.forEach((played, result) -> {
            if (!result.equals(PASSED)) {
                failed.put(played.group() + ": " + played.name(), result);
            }
        });
        assertEquals(Map.of(), failed);
    }

    /** The committed table is of the cases that there are. */
    @Test
    void theManualListsEveryCase() throws IOException {
        String manual = Files.readString(Path.of("../docs/conformance.md"));
        for (Case listed : CASES) {
            assertTrue(manual.contains("| " + listed.group() + " | " + listed.name() + " |"), listed.name());
        }
    }

    /** Starts a proxy in front of an origin. */
    private interface Start {
        Proxy before(Origin origin) throws Exception;
    }

    private static Map<Case, String> play(int timeoutMillis, Start start) {
        try (Origin origin = new Origin(timeoutMillis);
                Proxy proxy = start.before(origin)) {
            Map<Case, String> results = new LinkedHashMap<>();
            for (Case played : CASES) {
                results.put(played, play(played, proxy, origin));
            }
            return results;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String play(Case played, Proxy proxy, Origin origin) {
        try (Stage stage = new Stage(proxy.port(), origin, proxy.timeoutMillis())) {
            played.script().play(stage);
            return PASSED;
        } catch (Exception | AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String table(Map<String, Map<Case, String>> results) {
        StringBuilder table = new StringBuilder("| group | case |");
        results.keySet().forEach(proxy -> table.append(' ').append(proxy).append(" |"));
        table.append("\n|---|---|").append("---|".repeat(results.size())).append('\n');
        for (Case row : CASES) {
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
        table.append("| | **passed of ").append(CASES.size()).append("** |");
        results.values()
                .forEach(column -> table.append(" **")
                        .append(column.values().stream().filter(PASSED::equals).count())
                        .append("** |"));
        return table.append('\n').toString();
    }

    private static String word(@org.jspecify.annotations.Nullable String result) {
        if (result == null) {
            return "not installed";
        }
        return result.equals(PASSED) ? "yes" : "no";
    }
}
