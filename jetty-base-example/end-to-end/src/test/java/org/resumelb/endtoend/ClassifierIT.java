package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resumelb.endtoend.toolkit.Answer;
import org.resumelb.endtoend.toolkit.Client;
import org.resumelb.endtoend.toolkit.Jars;
import org.resumelb.endtoend.toolkit.Load;
import org.resumelb.endtoend.toolkit.LoadBalancerProcess;
import org.resumelb.endtoend.toolkit.Processes;
import org.resumelb.endtoend.toolkit.RemoteJmx;
import org.resumelb.endtoend.toolkit.WorkerProcess;

/** A user's own classifier, in a jar of theirs and configured in XML, which breaks and is repaired under load. */
class ClassifierIT {
    @RegisterExtension
    static final Processes PROCESSES = new Processes();

    private static final Client CLIENT = Client.shared();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String SOURCE = """
            package com.example;

            import org.resumelb.classifier.RequestClassifier;
            import org.resumelb.classifier.RequestView;

            public final class SegmentClassifier implements RequestClassifier {
                private final int segment;

                public SegmentClassifier(int segment) {
                    if (segment < 1) {
                        throw new IllegalArgumentException("segment: " + segment + " (expected: 1 or more)");
                    }
                    this.segment = segment;
                }

                @Override
                public String classify(RequestView request) {
                    String[] segments = request.path().split("/");
                    return segment < segments.length ? segments[segment] : "";
                }
            }
            """;

    private static final String XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
            <Configure id="Classifier" class="com.example.SegmentClassifier">
              <Arg type="int">%s</Arg>
            </Configure>
            """;

    private static LoadBalancerProcess balancer;
    private static Path file;

    @BeforeAll
    static void start() throws Exception {
        WorkerProcess one = PROCESSES.worker("one").start();
        WorkerProcess other = PROCESSES.worker("other").start();
        balancer = PROCESSES.loadBalancer("classifier").with("resumelb.classifier", "etc/segments.xml");
        Path base = balancer.base();
        Jars.compile(
                base.resolve("lib/ext/segments.jar"),
                "com.example.SegmentClassifier",
                SOURCE,
                base.resolve("lib/resumelb/core"));
        file = base.resolve("etc/segments.xml");
        Files.writeString(file, XML.formatted("1"));
        one.awaitStarted();
        other.awaitStarted();
        balancer.start(one, other).awaitServing(2);
    }

    @BeforeEach
    void theFirstSegmentIsTheClass() throws Exception {
        Files.writeString(file, XML.formatted("1"));
        assertEquals(200, CLIENT.post(balancer.adminUrl("/classifier/reload")).status());
    }

    @Test
    void aUsersClassNamesRequests() {
        Answer answer = CLIENT.get(balancer.url("/sports/football"));

        assertEquals("sports", answer.header("X-Class"));
        assertTrue(CLIENT.get(balancer.adminUrl("/explain?class=sports")).body().contains(answer.worker()));
    }

    @Test
    void aBrokenAndRepairedFileFailsNoRequest() throws Exception {
        try (RemoteJmx jmx = balancer.jmx()) {
            Load load = Load.start(
                    8,
                    number -> new Load.Shot(
                            "GET", CLIENT.send(CLIENT.getFor("x", balancer.url("/a" + number % 50 + "/b")))));
            load.awaitMore(100, LIMIT);

            Files.writeString(file, XML.formatted("1").replace("</Arg>", "</Agr>"));
            assertNames(refusal(jmx), "segments.xml", "line 4", "Arg");
            Files.writeString(file, XML.formatted("0"));
            assertNames(refusal(jmx), "segments.xml", "line", "segment: 0 (expected: 1 or more)");
            Files.writeString(file, XML.formatted("1").replace("SegmentClassifier", "NoSuchClassifier"));
            assertNames(refusal(jmx), "segments.xml", "line 3", "NoSuchClassifier");
            load.awaitMore(100, LIMIT);
            assertEquals("a7", CLIENT.get(balancer.url("/a7/b")).header("X-Class"), "the old one stays");

            Files.writeString(file, XML.formatted("2"));
            jmx.call("reloadClassifier");
            load.awaitMore(100, LIMIT);
            assertEquals("b", CLIENT.get(balancer.url("/a7/b")).header("X-Class"), "the new one is in force");

            load.stop(LIMIT);
            assertEquals(load.count(), load.count("GET", "200"), load::toString);
        }
        balancer.awaitRest(LIMIT);
    }

    @Test
    void theAdminConnectorSaysWhatIsWrong() throws Exception {
        Files.writeString(file, XML.formatted("1").replace("<Arg", "<Ark"));

        Answer answer = CLIENT.post(balancer.adminUrl("/classifier/reload"));

        assertEquals(409, answer.status());
        assertNames(LoadBalancerProcess.json(answer.body()).get("error").asText(), "segments.xml", "line 4", "Ark");
    }

    @Test
    void readingDoesNotReload() {
        Answer answer = CLIENT.get(balancer.adminUrl("/classifier/reload"));

        assertEquals(405, answer.status());
        assertEquals("POST", answer.header("Allow"));
    }

    /** What a console shows: all messages, of whatever classes it knows. */
    private static String refusal(RemoteJmx jmx) {
        Exception refused = assertThrows(Exception.class, () -> jmx.call("reloadClassifier"));
        assertTrue(refused instanceof JMException || refused instanceof JMRuntimeException, refused::toString);
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }

    private static void assertNames(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), () -> message + " (expected: with " + part + ")");
        }
    }
}
