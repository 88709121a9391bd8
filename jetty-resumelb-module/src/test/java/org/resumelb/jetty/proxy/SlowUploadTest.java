package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private static Thread trickle(Step step, AtomicBoolean over) {
        Thread thread = new Thread(() -> {
            try {
                while (!over.get()) {
                    step.send();
                    Thread.sleep(100);
                }
            } catch (IOException | InterruptedException e) {
                // Closed, as it has to be.
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void aBodyThatTricklesGets408() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
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
            Thread first = trickle(() -> RawWorker.write(http1, "x"), over);
            Thread second = trickle(() -> stream.data("x", false), over);
            String answer = RequestHead.read(http1.getInputStream());
            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            Http2Event.Head head = (Http2Event.Head) stream.next(60_000);
            assertTrue(head.fields().contains(new Field(":status", "408")), head.toString());
            assertTrue(((Http2Event.Data) stream.next(60_000)).last());
            // RFC 9113, section 8.1: any other error, and a client throws the answer away.
            assertEquals(new Http2Event.Reset(0), stream.next(60_000));
            over.set(true);
            first.join();
            second.join();
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
