package org.resumelb.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** An application becomes a worker by the starter's presence. */
@Timeout(300)
final class SpringBootWorkerTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private @Nullable ConfigurableApplicationContext application;

    @AfterEach
    void stop() {
        ConfigurableApplicationContext running = application;
        if (running != null) {
            running.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDependencyAloneMakesItAWorker(Container container) throws Exception {
        start(container);
        assertEquals("page", get("/page", "Resumelb-Class", "site1.example").body());
        HttpResponse<String> later = get("/later", "Resumelb-Class", "site1.example");
        assertEquals("later", later.body());
        assertTrue(later.headers().firstValue("Resumelb-Report").isPresent(), "reported once it has ended");
        assertEquals("page", get("/page").body());
        assertEquals(2, requests());
    }

    /** The requests recorded, once nothing is in flight. */
    private int requests() throws Exception {
        Pattern pattern = Pattern.compile("\"inFlight\":0.*\"site1\\.example\":\\{[^}]*\"requests\":(\\d+)");
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            Matcher matcher = pattern.matcher(get("/.resumelb/resume").body());
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        throw new AssertionError("no skill");
    }

    @ParameterizedTest
    @EnumSource
    void itsPropertiesAreTheFiltersParameters(Container container) throws Exception {
        start(container, "resumelb.token=s3cret", "resumelb.management-path=/lb");
        assertEquals(401, get("/lb/resume").statusCode());
        assertEquals(200, get("/lb/resume", "Authorization", "Bearer s3cret").statusCode());
        assertEquals(404, get("/.resumelb/resume").statusCode());
    }

    @ParameterizedTest
    @EnumSource
    void itCanBeTurnedOff(Container container) throws Exception {
        start(container, "resumelb.enabled=false");
        assertEquals(404, get("/.resumelb/resume").statusCode());
        assertEquals("page", get("/page").body());
    }

    @ParameterizedTest
    @EnumSource
    void aMisspeltPropertyStopsTheApplication(Container container) {
        assertThrows(RuntimeException.class, () -> start(container, "resumelb.tokn-file=token"));
    }

    @ParameterizedTest
    @EnumSource
    void aWrongValueStopsTheApplication(Container container) {
        RuntimeException e = assertThrows(RuntimeException.class, () -> start(container, "resumelb.history=many"));
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        // Tomcat keeps the reason to its log.
        assertTrue(
                container == Container.TOMCAT
                        || messages.toString().contains("history of filter resumelb: many (expected: "),
                messages::toString);
    }

    @ParameterizedTest
    @EnumSource
    void stoppedItTakesLeaveOfLoadBalancersFirst(Container container) throws Exception {
        start(container);
        get("/page", "Resumelb-Class", "site1.example");
        HttpRequest request = request("/.resumelb/resume")
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<InputStream> stream = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader events = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertEquals("event: resume", events.readLine());
            long begin = System.nanoTime();
            Objects.requireNonNull(application).close();
            long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
            // The graceful shutdown would give the stream thirty.
            assertTrue(seconds < 25, () -> seconds + " s");
            String line = events.readLine();
            while (line != null) {
                line = events.readLine();
            }
        } catch (IOException e) {
            // Another way in which a stream ends.
        }
    }

    private void start(Container container, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--logging.level.root=OFF",
                "--spring.autoconfigure.exclude=" + container.other));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        application = SpringApplication.run(Shop.class, arguments.toArray(String[]::new));
    }

    private int port() {
        return Objects.requireNonNull(application)
                .getEnvironment()
                .getRequiredProperty("local.server.port", Integer.class);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Both are on the class path; one is left. */
    enum Container {
        TOMCAT("org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration"),
        JETTY("org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration");

        private final String other;

        Container(String other) {
            this.other = other;
        }
    }
}
