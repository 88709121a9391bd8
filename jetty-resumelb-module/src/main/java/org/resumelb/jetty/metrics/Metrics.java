package org.resumelb.jetty.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Pool;

/** All metrics, for Prometheus: in its text format, or as OpenMetrics. Thread-safe. */
public final class Metrics {
    private static final int EXPECTED_BYTES = 32 * 1024;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Observation observation;

    private volatile int lastBytes = EXPECTED_BYTES;

    /** Begins to count the requests of a pool. */
    public Metrics(Pool pool, Scheduler scheduler) {
        this(pool, scheduler, Observation.Clocks.SYSTEM);
    }

    Metrics(Pool pool, Scheduler scheduler, Observation.Clocks clocks) {
        observation = new Observation(pool, scheduler, registry, clocks);
    }

    /** Adds metrics that the observation does not know: those of the server and the JVM. To be called once. */
    public Metrics with(Surroundings surroundings, Supplier<@Nullable Server> server) {
        registry.register(new WorkerMetrics(observation, surroundings.reason()));
        registry.register(new PoolMetrics(observation, surroundings));
        registry.register(new JettyMetrics(server));
        JvmMetrics.builder().register(registry);
        return this;
    }

    /** The counting part, a bean to be started. */
    public Observation observation() {
        return observation;
    }

    /** The content type written for an {@code Accept} header. */
    public String contentType(@Nullable String accept) {
        return writer(accept).getContentType();
    }

    /** All present metrics, in the format that an {@code Accept} header asks for. */
    public String text(@Nullable String accept) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(lastBytes + lastBytes / 8);
        try {
            writer(accept).write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        lastBytes = out.size();
        return out.toString(StandardCharsets.UTF_8);
    }

    private ExpositionFormatWriter writer(@Nullable String accept) {
        boolean openMetrics = accept != null && accept.contains("application/openmetrics-text");
        return openMetrics ? formats.getOpenMetricsTextFormatWriter() : formats.getPrometheusTextFormatWriter();
    }
}
