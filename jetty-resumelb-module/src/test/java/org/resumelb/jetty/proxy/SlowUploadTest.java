package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.jetty.testing.http2.Field;
import org.resumelb.jetty.testing.http2.Http2Connection;
import org.resumelb.jetty.testing.http2.Http2Event;
import org.resumelb.jetty.testing.http2.Http2Stream;

/** Clients whose bodies come too slowly, or not at all, for workers that read them. */
@Timeout(60)
class SlowUploadTest {
    private static final String HEAD = "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n";

    @TempDir
    Path base;

    private RawWorker worker;

    @BeforeEach
    void startWorker() throws IOException {
        worker = new RawWorker((head, connection) -> connection.getInputStream().readAllBytes());
    }

    @AfterEach
    void stopWorker() throws IOException {
        worker.close();
    }

    /** Something that sends one byte more. */
    private interface Step {
        void send() throws IOException;
    }

    private static void trickle(ScheduledExecutorService clients, Step step) {
        var unused = clients.scheduleAtFixedRate(
                () -> {
                    try {
                        step.send();
                    } catch (IOException e) {
                        // Closed, as it has to be: this ends the task.
                        throw new UncheckedIOException(e);
                    }
                },
                0,
                100,
                TimeUnit.MILLISECONDS);
    }

    @Test
    void aBodyThatTricklesGets408() throws Exception {
        ScheduledExecutorService clients = Executors.newSingleThreadScheduledExecutor();
        try (TestBalancer balancer = new TestBalancer(base, worker.url());
                Socket http1 = balancer.connect(HEAD);
                Http2Connection http2 = Http2Connection.to(balancer.port())) {
            balancer.awaitServing(1);
            Http2Stream stream = http2.open();
            stream.head(
                    Field.list(
                            ":method",
                            "POST",
                            ":scheme",
                            "http",
                            ":authority",
                            "h",
                            ":path",
                            "/x",
                            "content-length",
                            "100000"),
                    false);
            trickle(clients, () -> RawWorker.write(http1, "x"));
            trickle(clients, () -> stream.data("x", false));
            String answer = RequestHead.read(http1.getInputStream());
            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            Http2Event.Head head = (Http2Event.Head) stream.next(60_000);
            assertTrue(head.fields().contains(new Field(":status", "408")), head.toString());
            assertTrue(((Http2Event.Data) stream.next(60_000)).last());
            // RFC 9113, section 8.1: any other error, and a client throws the answer away.
            assertEquals(new Http2Event.Reset(0), stream.next(60_000));
            balancer.awaitRest();
        } finally {
            clients.shutdownNow();
        }
    }

    /** A reset without an error would make the part look like the whole. */
    @Test
    void anAnswerThatBreaksOffBeforeItsRequestHasEndedIsCutWithAnError() throws Exception {
        try (RawWorker breaking = new RawWorker((head, connection) -> {
                    RawWorker.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\npart");
                    connection.close();
                });
                TestBalancer balancer = new TestBalancer(base, breaking.url());
                Http2Connection http2 = Http2Connection.to(balancer.port())) {
            balancer.awaitServing(1);
            Http2Stream stream = http2.open();
            stream.head(Field.list(":method", "POST", ":scheme", "http", ":authority", "h", ":path", "/x"), false);
            stream.data("x", false);
            Http2Event event = stream.next(60_000);
            while (!(event instanceof Http2Event.Reset)) {
                event = stream.next(60_000);
            }
            assertNotEquals(new Http2Event.Reset(0), event);
            balancer.awaitRest();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";protocol=h2c"})
    void aBodyThatDoesNotComeGets408AndItsConnectionIsClosed(String protocol) throws Exception {
        try (TestWorker reading = new TestWorker((request, response, callback) ->
                        org.eclipse.jetty.io.Content.Source.consumeAll(request, callback));
                TestBalancer balancer = new TestBalancer(base, reading.url() + protocol).withIdleTimeout(300)) {
            balancer.awaitServing(1);
            try (Socket client = balancer.connect(HEAD + "x")) {
                String answer = RequestHead.read(client.getInputStream());
                assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
                assertTrue(isClosedBehindItsAnswer(client));
            }
            balancer.awaitRest();
        }
    }

    private static boolean isClosedBehindItsAnswer(Socket client) throws IOException {
        try {
            client.getInputStream().readAllBytes();
        } catch (SocketException e) {
            // By a reset.
        }
        return true;
    }
}
