package org.resumelb.jetty.dashboard;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.resumelb.jetty.testing.Await;

/** A headless Chromium with one page, and what it complained about. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Set<String> COMPLAINTS = Set.of("error", "warning", "assert");

    private final Process process;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final DevTools page;

    /** Starts one; skips the test where there is none. */
    Browser(Path profile) throws Exception {
        assumeTrue(
                Files.isExecutable(CHROMIUM),
                CHROMIUM + " is not installed; jetty-base-example/install-rivals does it on Debian");
        process = new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        Await.untilTrue("Chromium listens", () -> lines(port).size() >= 2);
        page = new DevTools(pageOf(lines(port).get(0)), this::happened);
        for (String domain : List.of("Page", "Runtime", "Log")) {
            page.call(domain + ".enable");
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static URI pageOf(String port) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json"))
                .build();
        String targets = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        for (JsonNode target : new ObjectMapper().readTree(targets)) {
            if (target.get("type").textValue().equals("page")) {
                return URI.create(target.get("webSocketDebuggerUrl").textValue());
            }
        }
        throw new AssertionError(targets);
    }

    private void happened(JsonNode event) {
        JsonNode parameters = event.get("params");
        switch (event.get("method").textValue()) {
            case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
            case "Runtime.consoleAPICalled" -> {
                if (COMPLAINTS.contains(parameters.get("type").textValue())) {
                    complaints.add(parameters.toString());
                }
            }
            // Violations of the Content-Security-Policy are among these.
            case "Log.entryAdded" -> {
                if (COMPLAINTS.contains(parameters.get("entry").get("level").textValue())) {
                    complaints.add(parameters.toString());
                }
            }
            default -> {}
        }
    }

    /** Errors and warnings since the last time. */
    List<String> takeComplaints() {
        List<String> taken = List.copyOf(complaints);
        complaints.clear();
        return taken;
    }

    Browser open(String url) throws Exception {
        var unused = page.call("Page.navigate", "url", url);
        return this;
    }

    /** Has a window of that size, and light or dark colours. */
    Browser as(int width, int height, String scheme) throws Exception {
        JsonNode unused = page.call(
                "Emulation.setDeviceMetricsOverride",
                "width",
                width,
                "height",
                height,
                "deviceScaleFactor",
                1,
                "mobile",
                width < 500);
        unused = page.call(
                "Emulation.setEmulatedMedia",
                "features",
                List.of(Map.of("name", "prefers-color-scheme", "value", scheme)));
        return this;
    }

    /** What an expression of JavaScript is; a promise is waited for. */
    JsonNode eval(String expression) throws Exception {
        JsonNode result =
                page.call("Runtime.evaluate", "expression", expression, "awaitPromise", true, "returnByValue", true);
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
        }
        JsonNode value = result.get("result").get("value");
        return value == null ? new ObjectMapper().nullNode() : value;
    }

    /** Waits until an expression is true. */
    void await(String expression) {
        Await.untilTrue(expression, () -> {
            try {
                return eval("!!(" + expression + ")").booleanValue();
            } catch (Exception e) {
                throw new AssertionError(expression, e);
            }
        });
    }

    /** Clicks, with the pointer, on what a selector finds. */
    void click(String selector) throws Exception {
        await("document.querySelector(" + quoted(selector) + ")");
        JsonNode at = eval("(() => { const e = document.querySelector(" + quoted(selector)
                + "); e.scrollIntoView({ block: 'center' }); const r = e.getBoundingClientRect();"
                + " return { x: r.x + r.width / 2, y: r.y + r.height / 2 }; })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            var unused = page.call(
                    "Input.dispatchMouseEvent",
                    "type",
                    type,
                    "x",
                    at.get("x").doubleValue(),
                    "y",
                    at.get("y").doubleValue(),
                    "button",
                    "left",
                    "clickCount",
                    1);
        }
    }

    /** Presses a key. */
    void press(String key, int code) throws Exception {
        String text = key.equals("Enter") ? "\r" : "";
        for (String type : List.of("keyDown", "keyUp")) {
            var unused = page.call(
                    "Input.dispatchKeyEvent",
                    "type",
                    type,
                    "key",
                    key,
                    "code",
                    key,
                    "windowsVirtualKeyCode",
                    code,
                    "text",
                    type.equals("keyDown") ? text : "");
        }
    }

    static String quoted(String text) throws Exception {
        return new ObjectMapper().writeValueAsString(text);
    }

    /** Writes a picture of the window. */
    void picture(Path file) throws Exception {
        Files.createDirectories(file.getParent());
        String data = page.call("Page.captureScreenshot").get("data").textValue();
        Files.write(file, Base64.getDecoder().decode(data));
    }

    @Override
    public void close() {
        page.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
