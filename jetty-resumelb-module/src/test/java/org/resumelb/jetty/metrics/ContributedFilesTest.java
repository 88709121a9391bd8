package org.resumelb.jetty.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.pool.Outcome;

/** Dashboard and manual name metrics that there are; Prometheus's own tool finds nothing wrong with these, nor with the rules. */
class ContributedFilesTest {
    private static final Path RULES = Path.of("../contrib/prometheus/resumelb-alerts.yml");
    private static final Path DASHBOARD = Path.of("../contrib/grafana/resumelb-dashboard.json");

    /** What text formats make of one metric. */
    private static final String SUFFIX = "_(bucket|count|sum)$";

    private final ObservedPool observed = new ObservedPool();

    @ParameterizedTest
    @ValueSource(strings = {"../contrib/grafana/resumelb-dashboard.json", "../docs/metrics.md"})
    void everyMetricThatAFileNamesIsThere(String file) throws IOException {
        Set<String> named = matches(Pattern.compile("\\bresumelb_[a-z_]+[a-z]"), Files.readString(Path.of(file)));
        assertTrue(named.size() >= 10, named.toString());
        Set<String> known = names();
        named.stream()
                .map(name -> name.replaceFirst(SUFFIX, ""))
                .forEach(name -> assertTrue(known.contains(name), name + " in " + file));
    }

    @Test
    void theManualNamesEachMetricOfOurs() throws IOException {
        Set<String> rows = matches(
                Pattern.compile("(?m)(?<=^\\| `)resumelb_[a-z_]+"), Files.readString(Path.of("../docs/metrics.md")));
        assertEquals(names(), rows);
    }

    @Test
    void theDashboardHasAQueryOnEachPanel() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        assertTrue(dashboard.get("panels").size() > 10);
        Set<String> ids = new TreeSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            assertTrue(ids.add(panel.get("id").asText()));
            assertTrue(panel.get("targets").size() > 0, panel.get("title").asText());
        }
    }

    @Test
    void promtoolFindsNothingWrong() throws Exception {
        assumeTrue(isInstalled("promtool"), "promtool is installed");
        run("", "promtool", "check", "rules", RULES.toString());
        run(text(), "promtool", "check", "metrics");
    }

    private static boolean isInstalled(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void run(String input, String... command) throws Exception {
        Path in = Files.writeString(Files.createTempFile("metrics", ".txt"), input);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(in.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // The JVM's own metrics, which are not ours to name, may be criticised.
        String ofOurs = output.lines()
                .filter(line -> line.startsWith("resumelb_"))
                .reduce("", (one, other) -> one + other + "\n");
        int exit = process.waitFor();
        Files.delete(in);
        assertEquals("", ofOurs);
        assertTrue(exit == 0 || exit == 3, output);
    }

    private Set<String> names() {
        return matches(Pattern.compile("(?m)(?<=^# TYPE )resumelb_[a-z_]+"), text());
    }

    private String text() {
        observed.serving("a:1", "news");
        observed.acquired("news").close(Outcome.SUCCEEDED);
        observed.observation().sample();
        return observed.metrics.text(null);
    }

    private static Set<String> matches(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
