package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.endtoend.toolkit.Await;
import org.resumelb.endtoend.toolkit.Client;
import org.resumelb.endtoend.toolkit.FreePorts;
import org.resumelb.endtoend.toolkit.LoadBalancerProcess;
import org.resumelb.endtoend.toolkit.PlainServer;
import org.resumelb.endtoend.toolkit.Unpacked;

/** From the archive to a load balancer that serves, with a JDK and nothing else. */
@Timeout(600)
class DistributionIT {
    private static final Client CLIENT = Client.shared();

    private static Unpacked distribution;

    private final String port = Integer.toString(FreePorts.next());
    private final String adminPort = Integer.toString(FreePorts.next());

    @BeforeAll
    static void unpack() throws IOException {
        distribution = new Unpacked();
    }

    @Test
    void whatWasUnpackedSaysWhatItIs() {
        for (String file : List.of("LICENSE", "NOTICE", "README.md", "docs/configuration.md", "contrib", "workers")) {
            assertTrue(Files.exists(distribution.folder().resolve(file)), file);
        }
        String workers = String.join(
                " ", distribution.folder().resolve("workers").toFile().list());
        assertTrue(workers.contains("resumelb-servlet-filter-"), workers);
        assertTrue(workers.contains("resumelb-spring-boot-starter-"), workers);
    }

    @Test
    void oneCommandServesInFrontOfTwoServersOfAnyKindAndAnotherStopsIt() throws Exception {
        HttpServer one = server("one");
        HttpServer two = server("two");
        try (Unpacked.Run balancer = distribution.begin(
                "start", "--workers", url(one) + "," + url(two), "--port", port, "--admin-port=" + adminPort)) {
            Set<String> answers = new HashSet<>();
            awaitTrue("both serve", balancer, () -> {
                for (int i = 0; i < 10 && active() == 2; i++) {
                    answers.add(get("site" + i + ".example"));
                }
                return answers.containsAll(Set.of("one", "two"));
            });
            Unpacked.Run second = distribution.run("start", "--port=" + FreePorts.next());
            assertEquals(2, second.exitCode());
            assertTrue(second.output().contains("already running"), second.output());
            Unpacked.Run stop = distribution.run("stop");
            assertEquals("resumelb: stopped", stop.output().strip());
            balancer.exitCode();
            assertEquals(1, distribution.run("stop").exitCode(), "it is stopped already");
        } finally {
            one.stop(0);
            two.stop(0);
        }
    }

    @Test
    void aBaseOfOnesOwnIsMadeAndServesInTheBackground() throws Exception {
        Path base = distribution.folder().resolveSibling("own base");
        Path oldLog = distribution.folder().resolve("base/logs/old.log");
        Files.createDirectories(oldLog.getParent());
        Files.writeString(oldLog, "of the other base");
        HttpServer server = server("one");
        try {
            Unpacked.Run start = distribution.run(
                    "start",
                    "--background",
                    "--add-modules=http2c",
                    "--base=" + base,
                    "--workers=" + url(server),
                    "--port=" + port,
                    "--admin-port=" + adminPort);
            assertEquals(0, start.exitCode(), start.output());
            awaitTrue("it serves", start, () -> "one".equals(get("site.example")));
            assertTrue(Files.exists(base.resolve("etc/resumelb-classifier.xml")));
            assertTrue(Files.exists(base.resolve("start.d/http2c.ini")));
            assertFalse(Files.exists(base.resolve("lib/http2")), "the archive has all jars: none is fetched");
            assertFalse(Files.exists(base.resolve("logs/old.log")));
            assertEquals(0, distribution.run("stop", "--base", base.toString()).exitCode());
        } finally {
            distribution.run("stop", "--base", base.toString());
            server.stop(0);
        }
    }

    @Test
    void settingsAreCheckedWithoutServing() throws Exception {
        Unpacked.Run right = distribution.run("check-config");
        assertEquals(0, right.exitCode(), right.output());
        assertTrue(right.output().contains("resumelb.policy"), right.output());
        Path base = Files.createDirectories(distribution.folder().resolveSibling("wrong/start.d"));
        Files.writeString(base.resolve("resumelb.ini"), "--module=http,resumelb\nresumelb.waitTimeout=30s\n");
        Unpacked.Run wrong =
                distribution.run("check-config", base.resolveSibling("").toString());
        assertEquals(1, wrong.exitCode(), wrong.output());
        assertTrue(wrong.output().contains("resumelb.waitTimeout: 30s (expected: a whole number"), wrong.output());
        assertEquals(2, distribution.run("check-config", "/no/such/base").exitCode());
    }

    @Test
    void wrongArgumentsAreToldInOneLine() throws Exception {
        for (String[] arguments : new String[][] {
            {"start", "a:8080"},
            {"start", "--port"},
            {"start", "--port=70000"},
            {"start", "--worker=http://a:8080"},
            {"start", "--bogus"},
            {"stop", "now"},
            {"try", "--wrokers=3"}
        }) {
            Unpacked.Run run = distribution.run(arguments);
            assertEquals(2, run.exitCode(), run.output());
            assertEquals(1, run.output().lines().count(), run.output());
            assertTrue(run.output().contains(arguments[1].replaceFirst("=.*", "")), run.output());
        }
    }

    @Test
    void aJavaThatIsMissingOrTooOldIsToldInOneLine() throws Exception {
        Path none = distribution.folder().resolveSibling("no java");
        assertJavaIsRefused(none, none.resolve("bin/java") + " not found (expected: a JDK or JRE 17 or newer");
        Path old = distribution.folder().resolveSibling("old java");
        Path java = Files.createDirectories(old.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        assertTrue(java.toFile().setExecutable(true));
        assertJavaIsRefused(old, java + " is Java 11 (expected: a JDK or JRE 17 or newer");
    }

    private void assertJavaIsRefused(Path javaHome, String reason) throws IOException {
        for (String command : List.of("start", "try")) {
            Unpacked.Run run = distribution.runWith(javaHome, command, "--port=" + port);
            assertEquals(2, run.exitCode(), run.output());
            assertEquals(1, run.output().lines().count(), run.output());
            assertTrue(run.output().startsWith("resumelb: " + reason), run.output());
        }
    }

    /** In the foreground Jetty's own words would be three stack traces. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPortInUseIsToldInOneLine(boolean background) throws Exception {
        HttpServer other = server("other");
        String taken = Integer.toString(other.getAddress().getPort());
        Path base = distribution.folder().resolveSibling("taken port " + background);
        try {
            Unpacked.Run run = distribution.run(
                    "start",
                    background ? "--background" : "--admin-port=" + adminPort,
                    "--admin-port=" + adminPort,
                    "--port=" + taken,
                    "--base=" + base,
                    "jetty.http.host=127.0.0.1");
            assertEquals(1, run.exitCode(), run.output());
            List<String> lines =
                    run.output().lines().filter(line -> line.contains(taken)).toList();
            assertEquals(1, lines.size(), run.output());
            assertEquals(
                    "jetty.http.port: " + taken + " (expected: a free port of 127.0.0.1): Address already in use",
                    lines.get(0));
            assertFalse(run.output().contains("\tat "), run.output());
        } finally {
            other.stop(0);
        }
    }

    @Test
    void theShowEndsWithAPoolThatHasSpecialised() throws Exception {
        try (Unpacked.Run show =
                distribution.begin("try", "--port=" + port, "--admin-port=" + adminPort, "--seconds=120")) {
            awaitTrue("each has its sites", show, () -> output(show).contains("has specialised"));
            assertEquals(4, active());
            assertTrue(output(show).contains("http://127.0.0.1:" + adminPort + "/"));
            show.process().destroy();
            show.exitCode();
            awaitTrue("the load balancer has ended too", show, () -> active() < 0);
        }
    }

    private static HttpServer server(String name) throws IOException {
        return PlainServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), name);
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String output(Unpacked.Run run) {
        try {
            return run.output();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitTrue(String what, Unpacked.Run run, Await.Condition condition) {
        try {
            Await.until(what, Duration.ofMinutes(3), condition);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + output(run), e);
        }
    }

    /** The body of a page of a site; empty while nobody answers. */
    private String get(String host) {
        try {
            return CLIENT.getFor(host, "http://127.0.0.1:" + port + "/").send().getContentAsString();
        } catch (Exception e) {
            return "";
        }
    }

    /** How many workers are in service; -1 while there is no load balancer. */
    private int active() {
        try {
            JsonNode status = LoadBalancerProcess.json(
                    CLIENT.get("http://127.0.0.1:" + adminPort + "/status").body());
            return (int) status.get("workers").findValuesAsText("state").stream()
                    .filter("active"::equals)
                    .count();
        } catch (RuntimeException | AssertionError e) {
            return -1;
        }
    }
}
