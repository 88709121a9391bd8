package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.resumelb.endtoend.toolkit.FreePorts;
import org.resumelb.endtoend.toolkit.LoadBalancerProcess;
import org.resumelb.endtoend.toolkit.Processes;
import org.resumelb.endtoend.toolkit.WorkerProcess;

/** Programs that people use, through a load balancer with TLS and HTTP/2. Those that are not installed are skipped. */
class RealClientsIT {
    @RegisterExtension
    static final Processes PROCESSES = new Processes();

    private static LoadBalancerProcess balancer;
    private static int tlsPort;

    @BeforeAll
    static void start() throws Exception {
        WorkerProcess worker = PROCESSES.worker("real-clients-worker").start();
        tlsPort = FreePorts.next();
        balancer = PROCESSES.loadBalancer("real-clients", ",https,http2,http2c");
        balancer.with("jetty.ssl.host", "127.0.0.1").with("jetty.ssl.port", tlsPort);
        balancer.with("jetty.sslContext.keyStorePath", keyStore(balancer.base()))
                .with("jetty.sslContext.keyStorePassword", "changeit");
        balancer.start(worker.awaitStarted()).awaitServing(1);
    }

    private static String keyStore(Path base) throws Exception {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        (keytool + " -genkeypair -alias lb -keyalg EC -dname CN=localhost -ext SAN=dns:localhost"
                                        + " -storetype PKCS12 -storepass changeit -keystore lb.p12")
                                .split(" ", -1))
                .directory(base.toFile())
                .inheritIO()
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0, "keytool failed");
        return base.resolve("lb.p12").toString();
    }

    @ParameterizedTest
    @CsvSource({"--http1.1, http, 1.1", "--http2-prior-knowledge, http, 2", "--http1.1, https, 1.1", "--http2, https, 2"
    })
    void curl(String option, String scheme, String version) throws Exception {
        int port = scheme.equals("https") ? tlsPort : balancer.port();
        String answer = run(
                "curl",
                "--silent",
                "--show-error",
                "--insecure",
                "--max-time",
                "60",
                option,
                "--write-out",
                " %{http_code} %{http_version}",
                "--data-binary",
                "a body",
                scheme + "://localhost:" + port + "/x?delay=1");
        assertEquals("a body 200 " + version, answer);
    }

    @Test
    void h2load() throws Exception {
        String report = run(
                "h2load", "-n", "2000", "-c", "4", "-m", "10", "http://localhost:" + balancer.port() + "/x?size=1000");
        assertTrue(report.contains("2000 succeeded, 0 failed, 0 errored, 0 timeout"), report);
        balancer.awaitRest(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void javasClientPostsAStream(HttpClient.Version version) throws Exception {
        HttpClient client = HttpClient.newBuilder().version(version).build();
        byte[] line = "a line of a stream\n".getBytes(StandardCharsets.US_ASCII);
        // Java's client goes over to HTTP/2 with a request that has no body.
        HttpRequest first =
                HttpRequest.newBuilder(URI.create(balancer.url("/x"))).build();
        assertEquals(
                version,
                client.send(first, HttpResponse.BodyHandlers.ofString()).version());
        HttpRequest post = HttpRequest.newBuilder(URI.create(balancer.url("/x")))
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofByteArrays(Collections.nCopies(5_000, line)))
                .build();
        HttpResponse<byte[]> answer = client.send(post, HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode());
        assertEquals(version, answer.version());
        assertEquals(5_000L * line.length, answer.body().length);
        balancer.awaitRest(Duration.ofSeconds(60));
    }

    /** Runs a program to its end, which must be a good one; returns what it printed. */
    private static String run(String... command) throws Exception {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0])));
        assumeTrue(installed, command[0] + " is not installed; jetty-base-example/install-rivals does it on Debian");
        Path output = Files.createTempFile(balancer.base(), command[0], ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), command[0] + " does not end");
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertEquals(0, process.exitValue(), printed);
        return printed;
    }
}
