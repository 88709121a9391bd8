package org.resumelb.jetty.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.pool.HealthChange;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;

/** What Prometheus reads. */
class MetricsTest {
    private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0,text/plain;q=0.5";

    private final ObservedPool observed = new ObservedPool();

    private String text() {
        observed.observation().sample();
        return observed.metrics.text(null);
    }

    private static String value(String text, String series) {
        return text.lines()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> line.substring(series.length() + 1))
                .reduce((one, other) -> one + " and " + other)
                .orElse("absent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resumelb_requests_total{outcome=\"succeeded\",worker=\"a:1\"} 1.0",
                "resumelb_requests_total{outcome=\"failed\",worker=\"a:1\"} 0.0",
                "resumelb_request_duration_seconds_count{worker=\"a:1\"} 1",
                "resumelb_request_duration_seconds_bucket{worker=\"a:1\",le=\"0.05\"} 1",
                "resumelb_request_duration_seconds_bucket{worker=\"a:1\",le=\"0.025\"} 0",
                "resumelb_selections_total{kind=\"home\",worker=\"a:1\"} 1.0",
                "resumelb_selections_total{kind=\"recruit\",worker=\"a:1\"} 0.0",
                "resumelb_selections_total{kind=\"unskilled\",worker=\"a:1\"} 0.0",
                "resumelb_selections_total{kind=\"waited\",worker=\"a:1\"} 0.0",
                "resumelb_waiting_requests 0.0",
                "resumelb_wait_duration_seconds_count 0",
                "resumelb_rejected_total{reason=\"full\"} 0.0",
                "resumelb_rejected_total{reason=\"timeout\"} 0.0",
                "resumelb_retries_total{reason=\"lost\"} 3.0",
                "resumelb_worker_state{state=\"active\",worker=\"a:1\"} 1.0",
                "resumelb_worker_state{state=\"ejected\",worker=\"a:1\"} 0.0",
                "resumelb_worker_backlog{worker=\"a:1\"} 0.0",
                "resumelb_worker_skills{worker=\"a:1\"} 1.0",
                "resumelb_worker_resume_connected{worker=\"a:1\"} 1.0",
                "resumelb_worker_resume_connected{worker=\"mute:1\"} 0.0",
                "resumelb_ejections_total{worker=\"a:1\"} 1.0",
                "resumelb_classes 1.0",
                "resumelb_cold_warm_ratio NaN",
                "resumelb_classifier_reloads_total{result=\"success\"} 1.0",
                "resumelb_classifier_reloads_total{result=\"failure\"} 0.0",
                "resumelb_classifier_failures_total 5.0",
                "resumelb_lethal_requests_total 2.0",
                "resumelb_zookeeper_connected 1.0"
            })
    void eachSeriesHasItsNameAndValue(String line) {
        observed.serving("a:1", "news");
        observed.serving("mute:1");
        Lease lease = observed.acquired("news");
        observed.nanos.addAndGet(40_000_000);
        lease.close(Outcome.SUCCEEDED);
        observed.observation().reloaded(true, "as before");
        observed.observation().healthChanged(new HealthChange(HealthChange.Kind.EJECTED, "a:1", 1, 1, "failed"));
        int space = line.lastIndexOf(' ');
        assertEquals(line.substring(space + 1), value(text(), line.substring(0, space)));
    }

    @Test
    void theVersionIsALabel() {
        assertTrue(text().lines()
                .anyMatch(line -> line.startsWith("resumelb_build_info{") && line.contains("jetty=\"12")));
    }

    @Test
    void theJvmIsMeasuredToo() {
        String text = text();
        assertTrue(text.contains("jvm_memory_used_bytes{") && text.contains("jvm_threads_current "), text);
    }

    @Test
    void openMetricsIsGivenToWhomAcceptsIt() {
        observed.serving("a:1");
        assertTrue(observed.metrics.contentType(OPEN_METRICS).startsWith("application/openmetrics-text"));
        assertTrue(observed.metrics.text(OPEN_METRICS).endsWith("# EOF\n"));
        for (String other : new String[] {"*/*", "text/plain", "", "application/vnd.google.protobuf"}) {
            assertTrue(observed.metrics.contentType(other).startsWith("text/plain"), other);
            assertFalse(observed.metrics.text(other).contains("# EOF"));
        }
    }

    @Test
    void noLabelIsWhatAClientMadeUp() {
        observed.serving("a:1");
        observed.acquired("class").close(Outcome.SUCCEEDED);
        int before = series().size();
        for (int i = 0; i < 1_000; i++) {
            observed.acquired("class-" + i).close(Outcome.SUCCEEDED);
        }
        assertFalse(text().contains("class-"));
        assertEquals(before, series().size());
    }

    private Set<String> series() {
        TreeSet<String> series = new TreeSet<>();
        text().lines()
                .filter(line -> line.startsWith("resumelb_"))
                .forEach(line -> series.add(line.substring(0, line.lastIndexOf(' '))));
        return series;
    }

    @Test
    void eachOfOurMetricsHasAHelpTextAndBaseUnits() {
        observed.serving("a:1");
        List<String> names = text().lines()
                .filter(line -> line.startsWith("# TYPE resumelb_"))
                .map(line -> line.split(" ", -1)[2])
                .toList();
        assertTrue(names.size() > 20, names.toString());
        String text = text();
        for (String name : names) {
            assertTrue(text.contains("# HELP " + name + " "), name);
            assertFalse(name.contains("millis"), name);
        }
    }

    @Test
    void aThousandWorkersAreShownEachOnce() {
        Stream.iterate(1, i -> i + 1).limit(1_000).forEach(i -> observed.serving("w" + i + ":1"));
        String text = text();
        assertEquals(
                1_000,
                text.lines()
                        .filter(line -> line.startsWith("resumelb_worker_backlog{"))
                        .distinct()
                        .count());
        assertEquals("0.0", value(text, "resumelb_worker_backlog{worker=\"w1000:1\"}"));
        assertEquals(
                1_000,
                Objects.requireNonNull(observed.observation().latest())
                        .workers()
                        .size());
    }
}
