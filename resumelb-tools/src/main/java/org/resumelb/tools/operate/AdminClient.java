package org.resumelb.tools.operate;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.console.ConnectionFailure;
import org.resumelb.tools.console.JsonTree;
import org.resumelb.tools.console.TextTable;

/** Requests JSON from servers. Each failure is reported in a sentence that names the server. Thread-safe. */
final class AdminClient {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int MAX_SHOWN = 200;

    private final HttpClient client;
    private final Duration timeout;
    private final @Nullable String token;

    /** Creates a client that shows this secret, if given, to each server. */
    AdminClient(Duration timeout, @Nullable String token) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
        this.timeout = timeout;
        this.token = token;
    }

    /** Reads a page. */
    JsonTree get(URI server, String target) throws IOException, InterruptedException {
        return expectOk(server, target, request(server, target).GET());
    }

    /** Requests an operation. */
    JsonTree post(URI server, String target) throws IOException, InterruptedException {
        return expectOk(server, target, request(server, target).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(URI server, String target) {
        String base = server.toString().replaceFirst("/$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + target))
                .timeout(timeout)
                .header("Accept", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private JsonTree expectOk(URI server, String target, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return json(server, target, send(server, request));
    }

    private HttpResponse<String> send(URI server, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (HttpConnectTimeoutException e) {
            throw new IOException(server + " cannot be reached within " + timeout.toSeconds() + " s", e);
        } catch (HttpTimeoutException e) {
            throw new IOException(server + " does not answer within " + timeout.toSeconds() + " s", e);
        } catch (ConnectException e) {
            throw new IOException(server + " cannot be reached: " + ConnectionFailure.reason(e), e);
        } catch (IOException e) {
            throw new IOException(server + " does not answer as expected: " + ConnectionFailure.reason(e), e);
        }
    }

    private static JsonTree json(URI server, String target, HttpResponse<String> answer) throws IOException {
        int status = answer.statusCode();
        JsonTree tree;
        try {
            tree = JsonTree.parse(answer.body());
        } catch (IOException e) {
            tree = new JsonTree(Map.of());
            if (status == OK) {
                throw new IOException(
                        server + target + " answers 200, but not with JSON: is this an admin connector?", e);
            }
        }
        if (status == OK) {
            return tree;
        }
        throw new RefusedException(status, server + ": " + told(tree, status));
    }

    private static String told(JsonTree tree, int status) {
        String error = tree.has("error") ? tree.text("error") : tree.text("detail");
        String shown = TextTable.printable(error.length() > MAX_SHOWN ? error.substring(0, MAX_SHOWN) + "..." : error);
        String hint = status == UNAUTHORIZED || status == FORBIDDEN ? " (--token-file?)" : "";
        String answer = "answers " + status + (status == NOT_FOUND ? ": is this an admin connector?" : "");
        return (shown.isEmpty() ? answer : shown) + hint;
    }

    /** The server responded, but not with what was requested. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
