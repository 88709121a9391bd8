package org.resumelb.jetty.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection to one page of a browser, by the Chrome DevTools protocol. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final StringBuilder message = new StringBuilder();
    private final Consumer<JsonNode> events;
    private final WebSocket socket;

    DevTools(URI page, Consumer<JsonNode> events) {
        this.events = events;
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, this)
                .join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            receive(message.toString());
            message.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    private void receive(String text) {
        try {
            JsonNode received = JSON.readTree(text);
            JsonNode id = received.get("id");
            CompletableFuture<JsonNode> answer = id == null ? null : answers.remove(id.intValue());
            if (answer != null) {
                answer.complete(received);
            } else if (id == null) {
                events.accept(received);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the browser do something; the parameters are names and values, one after the other. */
    JsonNode call(String method, Object... parameters) throws Exception {
        int id = ids.incrementAndGet();
        ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
        ObjectNode values = command.putObject("params");
        for (int i = 0; i < parameters.length; i += 2) {
            values.set((String) parameters[i], JSON.valueToTree(parameters[i + 1]));
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        synchronized (this) {
            socket.sendText(command.toString(), true).join();
        }
        JsonNode received = answer.get(60, TimeUnit.SECONDS);
        if (received.has("error")) {
            throw new AssertionError(method + ": " + received.get("error"));
        }
        return received.get("result");
    }

    @Override
    public void close() {
        socket.abort();
    }
}
