package org.resumelb.endtoend.toolkit;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A Prometheus that scrapes a load balancer, with our alert rules. Where it is not installed nothing is asked of it. */
public final class Prometheus implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/prometheus");
    private static final Path RULES = Path.of("../../contrib/prometheus/resumelb-alerts.yml");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String SETTINGS = """
            global:
              scrape_interval: 200ms
              evaluation_interval: 200ms
            rule_files: ["rules.yml"]
            scrape_configs:
              - job_name: resumelb
                static_configs:
                  - targets: ["%s"]
            """;

    private final int port = FreePorts.next();
    private final @Nullable Process process;

    private Prometheus(LoadBalancerProcess balancer) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            System.out.println(PROGRAM + " is not installed, so nothing is scraped; jetty-base-example/install-rivals"
                    + " does it on Debian");
            process = null;
            return;
        }
        Path folder = Installation.newBase("prometheus");
        String target = balancer.adminUrl("").replace("http://", "");
        Files.writeString(folder.resolve("prometheus.yml"), SETTINGS.formatted(target));
        // As they are but for the time that a condition lasts before it is an alert.
        Files.writeString(folder.resolve("rules.yml"), Files.readString(RULES).replaceAll("for: [0-9]+s", "for: 0s"));
        process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=data",
                        "--web.listen-address=127.0.0.1:" + port)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }

    /** One that scrapes a load balancer. */
    public static Prometheus of(LoadBalancerProcess balancer) throws IOException {
        return new Prometheus(balancer);
    }

    /** Waits until a query finds something. */
    public void awaitSeries(String query) {
        if (process == null) {
            return;
        }
        String url =
                "http://127.0.0.1:" + port + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        Await.until("Prometheus finds " + query, LIMIT, () -> {
            Answer answer = Client.shared().get(url);
            return answer.isOk()
                    && !LoadBalancerProcess.json(answer.body())
                            .at("/data/result")
                            .isEmpty();
        });
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
