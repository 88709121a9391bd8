package org.resumelb.jetty.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.resumelb.jetty.settings.Settings;

/** The admin server over a {@link TestAdministration}, and a client of it. */
final class AdminStage implements BeforeEachCallback, AfterEachCallback {
    private static final String HOST_CLASSIFIER = "<Configure class=\"org.resumelb.classifier.HostClassifier\"/>";

    private final AtomicLong nanoClock = new AtomicLong();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path file;
    private final TestAdministration balancer;
    private final AdminServer server;

    /** A connector on loopback, without a token. */
    AdminStage() {
        this(new Settings.Admin("127.0.0.1", 0));
    }

    AdminStage(Settings.Admin settings) {
        file = classifierFile();
        balancer = new TestAdministration(nanoClock, file);
        server = new AdminServer(settings, balancer);
    }

    private static Path classifierFile() {
        try {
            Path temporary = Files.createTempFile("classifier", ".xml");
            return Files.writeString(temporary, HOST_CLASSIFIER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        server.start();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        server.stop();
        Files.deleteIfExists(file);
    }

    TestAdministration balancer() {
        return balancer;
    }

    /** The pool's time. */
    AtomicLong nanoClock() {
        return nanoClock;
    }

    /** The classifier's. */
    Path file() {
        return file;
    }

    int port() {
        return server.port();
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** Sends a head as it is, as from a browser or another client that says what it wants; returns the status. */
    int raw(String method, String path, String... fields) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port())) {
            String head = method + " " + path + " HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n"
                    + String.join("\r\n", fields) + "\r\n\r\n";
            client.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }

    HttpResponse<String> head(String path) throws Exception {
        return send(request(path).method("HEAD", BodyPublishers.noBody()));
    }

    HttpResponse<String> post(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }
}
