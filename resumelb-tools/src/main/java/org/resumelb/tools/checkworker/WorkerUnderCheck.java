package org.resumelb.tools.checkworker;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The worker, addressed as a load balancer would. Thread-safe. */
final class WorkerUnderCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String base;
    private final String managementPath;
    private final @Nullable String token;

    WorkerUnderCheck(URI worker, String managementPath, @Nullable String token) {
        this.base = worker.toString().replaceFirst("/+$", "");
        this.managementPath = managementPath;
        this.token = token;
    }

    boolean hasToken() {
        return token != null;
    }

    String url() {
        return base;
    }

    HttpRequest.Builder management() {
        return request(managementPath + "/resume");
    }

    /** The same with credentials, if there are any. */
    HttpRequest.Builder authorized() {
        HttpRequest.Builder request = management();
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** Asks it to forget a class. */
    HttpRequest.Builder forgetting(String requestClass) {
        HttpRequest.Builder request = request(managementPath + "/resume?class=" + requestClass);
        return request.header("Authorization", "Bearer " + token).DELETE();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
    }

    /** A client's request with a class, as a load balancer passes it on. */
    HttpResponse<String> serve(String path, String requestClass, String classifier)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Resumelb-Class", requestClass)
                .header("Via", "1.1 check-worker")
                .header("X-Forwarded-For", "127.0.0.1");
        if (!classifier.isEmpty()) {
            // As in force, so that nothing is forgotten.
            request.header("Resumelb-Classifier", classifier);
        }
        return send(request);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<InputStream> open(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }
}
