package org.resumelb.demo.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks our own servers on this machine. Thread-safe. */
final class Web {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String token;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /**
     * Makes a client.
     *
     * @param token secret that it shows
     */
    Web(String token) {
        this.token = token;
    }

    /** Whether the server answers a GET with 200. */
    boolean answers(URI uri) throws InterruptedException {
        try {
            return send("GET", uri).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The body of a GET, which must succeed. */
    String get(URI uri) throws InterruptedException {
        return require("GET", uri);
    }

    /** Sends a DELETE, which must succeed. */
    void delete(URI uri) throws InterruptedException {
        require("DELETE", uri);
    }

    private String require(String method, URI uri) throws InterruptedException {
        try {
            HttpResponse<String> response = send(method, uri);
            if (response.statusCode() / 100 != 2) {
                throw new DemoException(method + " " + uri + " was answered with " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new DemoException(method + " " + uri + " failed: " + e, e);
        }
    }

    private HttpResponse<String> send(String method, URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + token)
                .timeout(TIMEOUT)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
