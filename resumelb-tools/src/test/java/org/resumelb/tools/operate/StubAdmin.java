package org.resumelb.tools.operate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** An admin connector that answers what a test says. */
final class StubAdmin implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private record Answer(int status, Supplier<String> body) {}

    StubAdmin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Answers a method and target, such as {@code GET /status}. */
    StubAdmin when(String request, int status, String body) {
        return when(request, status, () -> body);
    }

    StubAdmin when(String request, int status, Supplier<String> body) {
        answers.put(request, new Answer(status, body));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String credentials = exchange.getRequestHeaders().getFirst("Authorization");
        asked.add(credentials == null ? request : request + " " + credentials);
        Answer answer = answers.getOrDefault(request, new Answer(404, () -> "{\"error\":\"no such page\"}"));
        byte[] body = answer.body().get().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** What was asked, in order. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
