package org.resumelb.jetty.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resumelb.jetty.admin.verdict.ConditionKind;

/** Alert rules, metric and manual tell of the conditions that there are. {@code -Dresumelb.write=true} writes the rules. */
class AlertRulesTest {
    private static final Path RULES = Path.of("../contrib/prometheus/resumelb-alerts.yml");
    private static final Path MANUAL = Path.of("../docs/operations.md");

    private static final String HEAD = """
            # Alert rules for resumelb, one for each condition of which docs/operations.md tells what to do.
            # Written by AlertRulesTest from the list that the dashboard and `resumelb check` have too. To have some not
            # alert, or later, or route them by severity, use Alertmanager, or copy the file.
            groups:
              - name: resumelb
                rules:
            """;

    private static final String RULE = """
                  - alert: Resumelb%s
                    expr: resumelb_condition{condition="%s"} > 0
                    for: %ds
                    labels:
                      severity: '{{ if eq $value 2.0 }}critical{{ else }}warning{{ end }}'
                    annotations:
                      summary: "%s: {{ with $labels.worker }}{{ . }} at {{ end }}{{ $labels.instance }}"
                      description: See %s in docs/operations.md, and "resumelb check" for what there is to tell now.
            """;

    @RegisterExtension
    private final AdminStage stage = new AdminStage();

    private static List<ConditionKind> alerts() {
        return Arrays.stream(ConditionKind.values())
                .filter(ConditionKind::isAlert)
                .toList();
    }

    @Test
    void theRulesAreThoseOfTheList() throws IOException {
        String rules = HEAD + alerts().stream().map(AlertRulesTest::rule).collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("resumelb.write")) {
            Files.writeString(RULES, rules);
        }
        assertEquals(rules, Files.readString(RULES));
    }

    private static String rule(ConditionKind kind) {
        String name = Arrays.stream(kind.name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
        return RULE.formatted(name, kind.id(), kind.alertSeconds(), kind.title(), kind.id());
    }

    @Test
    void theMetricTellsWhatIsTheCaseAndWhatIsNot() throws Exception {
        stage.balancer().connect("http://one:1", Map.of());
        stage.balancer().connect("http://two:2", Map.of());
        sample();
        String text = stage.get("/metrics").body();
        assertTrue(text.contains("resumelb_condition{condition=\"worker-without-resume\",worker=\"two:2\"} 1.0"), text);
        for (ConditionKind kind : alerts()) {
            boolean isSo = kind == ConditionKind.WORKER_WITHOUT_RESUME;
            String series = "resumelb_condition{condition=\"" + kind.id() + "\",worker=\"\"} 0.0";
            assertEquals(!isSo, text.contains(series), series);
        }
        stage.post("/workers/one:1/drain");
        stage.post("/workers/two:2/drain");
        sample();
        String worse = stage.get("/metrics").body();
        assertTrue(worse.contains("resumelb_condition{condition=\"no-worker-serves\",worker=\"\"} 2.0"), worse);
    }

    private void sample() {
        LifeCycle.start(stage.balancer().observation());
        stage.balancer().scheduler().advance(1_000);
        LifeCycle.stop(stage.balancer().observation());
    }

    @Test
    void theManualSaysWhatToDoAboutEach() throws IOException {
        String manual = Files.readString(MANUAL);
        for (ConditionKind kind : ConditionKind.values()) {
            assertTrue(manual.contains("\n| `" + kind.id() + "`: "), kind.id());
        }
    }
}
