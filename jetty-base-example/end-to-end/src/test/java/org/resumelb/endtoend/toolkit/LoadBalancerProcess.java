package org.resumelb.endtoend.toolkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A load balancer, installed as the manual says and always on the same ports, with remote JMX. Not thread-safe. */
public final class LoadBalancerProcess {
    /** Quick to start: what it does in these tests is over before its code would be optimised. */
    public static final List<String> JVM_ARGUMENTS =
            List.of("-Xmx256m", "-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JettyProcess process;
    private final int port = FreePorts.next();
    private final int adminPort = FreePorts.next();
    private final int jmxPort = FreePorts.next();
    private final Map<String, String> properties = new LinkedHashMap<>();

    LoadBalancerProcess(JettyProcess process, String moreModules) {
        this.process = process;
        try {
            InstalledBases.copy("resumelb,http,jmx-remote" + moreModules, process.base());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its folder. */
    public Path base() {
        return process.base();
    }

    /** Sets a property for the starts to come. */
    public LoadBalancerProcess with(String property, Object value) {
        properties.put(property, value.toString());
        return this;
    }

    /** Starts it for these workers, without waiting. */
    public LoadBalancerProcess start(WorkerProcess... workers) {
        return start(Arrays.stream(workers).map(WorkerProcess::url).collect(Collectors.joining(",")));
    }

    /** Starts it for workers as the property names them, without waiting. */
    public LoadBalancerProcess start(String workers) {
        with("resumelb.workers", workers);
        return start();
    }

    /** Starts it for the workers it had before, without waiting. */
    public LoadBalancerProcess start() {
        with("jetty.http.host", "127.0.0.1").with("jetty.http.port", port);
        with("resumelb.admin.port", adminPort);
        with("jetty.jmxremote.rmiregistryport", jmxPort).with("jetty.jmxremote.rmiserverport", jmxPort);
        try {
            process.start(properties.entrySet().stream()
                    .map(property -> property.getKey() + "=" + property.getValue())
                    .toList());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it listens and so many workers are in service. */
    public LoadBalancerProcess awaitServing(int workers) {
        process.awaitListening(port);
        Await.until(workers + " workers serve", Duration.ofSeconds(60), () -> active() == workers);
        return this;
    }

    /** The process. */
    public JettyProcess process() {
        return process;
    }

    /** The port of the public connector. */
    public int port() {
        return port;
    }

    /** A URL on the public connector. */
    public String url(String pathAndQuery) {
        return "http://127.0.0.1:" + port + pathAndQuery;
    }

    /** A URL on the admin connector. */
    public String adminUrl(String pathAndQuery) {
        return "http://127.0.0.1:" + adminPort + pathAndQuery;
    }

    /** What {@code /status} says. */
    public JsonNode status() {
        return json(Client.shared().get(adminUrl("/status")).body());
    }

    /** Text as JSON. */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** What {@code /status} says of one worker. */
    public JsonNode status(WorkerProcess worker) {
        return StreamSupport.stream(status().get("workers").spliterator(), false)
                .filter(status -> status.get("name").asText().equals(worker.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(worker.name() + " is no member"));
    }

    /** How many workers are in service. */
    public long active() {
        return status().get("workers").findValuesAsText("state").stream()
                .filter("active"::equals)
                .count();
    }

    /** Waits until nothing is under way; the backlogs, of the pool and of each worker, must be 0 then, and stay so. */
    public void awaitRest(Duration limit) {
        Await.until("backlog 0 and nobody waiting, not " + status(), limit, () -> {
            JsonNode status = status();
            boolean atRest =
                    status.get("waiting").asInt() == 0 && status.get("backlog").asInt() == 0;
            return atRest
                    && status.get("workers").findValuesAsText("backlog").stream()
                            .allMatch("0"::equals);
        });
    }

    /** A connection by remote JMX; the caller closes it. */
    public RemoteJmx jmx() throws IOException {
        return RemoteJmx.connect(jmxPort);
    }
}
