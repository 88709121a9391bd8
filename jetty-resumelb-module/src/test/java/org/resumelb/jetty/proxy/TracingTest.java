package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What OpenTelemetry's agent tells of a request, in a JVM of its own. */
class TracingTest {
    @TempDir
    Path folder;

    @Test
    void theBalancersSpanHasClassWorkerAndDecision() throws Exception {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-javaagent:" + agent(),
                        "-Dotel.traces.exporter=console",
                        "-Dotel.metrics.exporter=none",
                        "-Dotel.logs.exporter=none",
                        "-cp",
                        classPath(),
                        OneRequest.class.getName(),
                        folder.resolve("base").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it ends");
        String text = Files.readString(output);
        assertEquals(0, process.exitValue(), text);
        List<String> spans =
                text.lines().filter(line -> line.contains("resumelb.class")).toList();
        assertEquals(1, spans.size(), text);
        assertTrue(spans.get(0).contains(" SERVER "), text);
        assertTrue(spans.get(0).contains("resumelb.class=shop.example"), text);
        assertTrue(spans.get(0).matches(".*resumelb\\.worker=\\S+:[0-9]+.*"), text);
        assertTrue(spans.get(0).matches(".*resumelb\\.decision=(home|recruit|unskilled).*"), text);
    }

    /** Of the class path of the tests, which whoever runs them may have in a class loader of its own. */
    private static List<String> elements() {
        if (TracingTest.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(url -> Path.of(URI.create(url.toString())).toString())
                    .toList();
        }
        return Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    private static boolean isAgent(String element) {
        return element.contains("opentelemetry-javaagent");
    }

    private static String agent() {
        return elements().stream().filter(TracingTest::isAgent).findFirst().orElseThrow();
    }

    private static String classPath() {
        return elements().stream().filter(element -> !isAgent(element)).collect(Collectors.joining(File.pathSeparator));
    }

    /** A load balancer in front of a worker that gets one request. */
    static final class OneRequest {
        private OneRequest() {}

        public static void main(String[] arguments) throws Exception {
            try (TestWorker worker = new TestWorker(
                            (request, response, callback) -> Content.Sink.write(response, true, "ok", callback));
                    TestBalancer balancer = TestBalancer.before(Path.of(arguments[0]), worker)) {
                balancer.raw("GET /a HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n");
                balancer.awaitRest();
            }
            System.exit(0);
        }
    }
}
