package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks a worker as clients and load balancers do. */
final class WorkerProbe {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private @Nullable String token;

    WorkerProbe(int port) {
        base = URI.create("http://127.0.0.1:" + port);
    }

    /** From now on requests carry a token. */
    void show(String secret) {
        token = secret;
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A request as a load balancer passes it on. */
    int get(String path, String requestClass) throws IOException, InterruptedException {
        return send(request(path).header("Resumelb-Class", requestClass)).statusCode();
    }

    int get(String path, String requestClass, String classifier) throws IOException, InterruptedException {
        return send(request(path).header("Resumelb-Class", requestClass).header("Resumelb-Classifier", classifier))
                .statusCode();
    }

    JsonNode resume() throws IOException, InterruptedException {
        return JSON.readTree(send(request("/.resumelb/resume")).body());
    }

    /** The résumé once it is as wanted: a response may reach the client a little before its request has ended. */
    JsonNode resumeWhen(Predicate<JsonNode> wanted) throws IOException, InterruptedException {
        long start = System.nanoTime();
        JsonNode resume = resume();
        while (!wanted.test(resume)) {
            JsonNode last = resume;
            assertTrue(System.nanoTime() - start < PATIENCE_NANOS, () -> "not as wanted: " + last);
            resume = resume();
        }
        return resume;
    }

    JsonNode resumeAtRest() throws IOException, InterruptedException {
        return resumeWhen(resume -> resume.path("inFlight").asInt() == 0);
    }

    Events events() throws IOException, InterruptedException {
        HttpRequest request = request("/.resumelb/resume")
                .header("Accept", "text/event-stream")
                .build();
        return new Events(client.send(request, HttpResponse.BodyHandlers.ofInputStream()));
    }

    /** An event. */
    record Event(String name, JsonNode data) {}

    /** An open event stream. */
    static final class Events implements AutoCloseable {

        final HttpResponse<InputStream> response;
        private final BufferedReader reader;

        Events(HttpResponse<InputStream> response) {
            this.response = response;
            this.reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        Event next() throws IOException {
            String name = String.valueOf(reader.readLine());
            String data = String.valueOf(reader.readLine());
            String end = String.valueOf(reader.readLine());
            assertTrue(
                    name.startsWith("event: ") && data.startsWith("data: ") && end.isEmpty(),
                    () -> "no event: " + name + " / " + data + " / " + end);
            return new Event(name.substring("event: ".length()), JSON.readTree(data.substring("data: ".length())));
        }

        /** The next event of that name; others may come before it. */
        Event next(String name) throws IOException {
            Event event = next();
            while (!event.name().equals(name)) {
                event = next();
            }
            return event;
        }

        /** Whether the worker has ended the stream, after whatever it still said. */
        boolean ends() {
            try {
                reader.transferTo(Writer.nullWriter());
                return true;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
