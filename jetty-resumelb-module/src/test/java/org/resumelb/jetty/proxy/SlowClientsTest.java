package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.jetty.testing.Await;
import org.resumelb.jetty.testing.CapturedLog;
import org.resumelb.jetty.testing.http2.Field;
import org.resumelb.jetty.testing.http2.Http2Connection;
import org.resumelb.jetty.testing.http2.Http2Stream;

/** Clients that take connections and give nothing. */
@Timeout(120)
class SlowClientsTest {
    private static final int READERS = 20;

    @TempDir
    Path base;

    private static boolean write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /x HTTP/1.1\r\nHost: h\r\nX-A: ", "GET /", "", "PRI * HT"})
    void aHeadThatTricklesIsCutThoughItIsNeverIdle(String begin) throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url(), "headTimeout=200")) {
            balancer.awaitServing(1);
            try (Socket client = balancer.connect(begin)) {
                String next = begin.isEmpty() ? "\r\n" : "a";
                Await.untilTrue("the connection is closed", () -> !write(client, next));
            }
            balancer.awaitConnected(0);
            assertEquals(List.of(), worker.requests());
        }
    }

    @Test
    void theHeadOfALaterRequestHasTheSameTime() throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url(), "headTimeout=200")) {
            balancer.awaitServing(1);
            try (Socket client = balancer.connect("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")) {
                TestBalancer.readUntil(client.getInputStream(), "ok");
                Await.untilTrue("the connection is closed", () -> !write(client, "G"));
            }
        }
    }

    @Test
    void slowBodiesAndSlowAnswersAreNoHeads() throws Exception {
        TestWorker.Behaviour slow = (request, response, callback) -> {
            if (request.getHttpURI().getPath().equals("/slow")) {
                request.getComponents().getScheduler().schedule(callback::succeeded, 1, TimeUnit.SECONDS);
            } else {
                org.eclipse.jetty.io.Content.copy(request, response, callback);
            }
        };
        try (TestWorker worker = new TestWorker(slow);
                TestBalancer balancer = TestBalancer.before(base, new String[] {"headTimeout=100"}, worker);
                Socket body = balancer.connect("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n1");
                Socket answer = balancer.connect("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n")) {
            TestBalancer.readUntil(answer.getInputStream(), "\r\n\r\n");
            assertTrue(write(body, "2"));
            assertTrue(TestBalancer.readUntil(body.getInputStream(), "12").startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void aClientThatWaitsForItsAnswerIsNotIdle() throws Exception {
        TestWorker.Behaviour silent = (request, response, callback) ->
                request.getComponents().getScheduler().schedule(callback::succeeded, 1, TimeUnit.SECONDS);
        try (TestWorker worker = new TestWorker(silent);
                TestBalancer balancer = TestBalancer.before(base, worker).withIdleTimeout(100);
                Socket client = balancer.connect("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")) {
            String answer = TestBalancer.readUntil(client.getInputStream(), "\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
    }

    /** While the client blocks, the worker's idle time does not run; over whatever connection, others are served. */
    @ParameterizedTest
    @ValueSource(strings = {"", ";protocol=h2c"})
    void readersThatOpenTheirWindowByteByByteAreNotTheWorkersFault(String protocol) throws Exception {
        byte[] big = new byte[2_000_000];
        TestWorker.Behaviour answer = (request, response, callback) -> response.write(
                true, ByteBuffer.wrap(request.getHttpURI().getPath().equals("/big") ? big : new byte[2]), callback);
        try (TestWorker worker = new TestWorker(answer);
                TestBalancer balancer = new TestBalancer(base, worker.url() + protocol, "idleTimeout=1000");
                Http2Connection reader = Http2Connection.slowReader(balancer.port(), 10)) {
            balancer.awaitServing(1);
            List<Http2Stream> streams = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                Http2Stream stream = reader.open();
                stream.head(Field.list(":method", "GET", ":scheme", "http", ":authority", "h", ":path", "/big"), true);
                streams.add(stream);
            }
            Await.until(READERS, () -> balancer.balancer().getBacklog());
            for (int i = 0; i < 20; i++) {
                for (Http2Stream stream : streams) {
                    stream.update(1);
                }
                assertEquals(200, balancer.get("/small").statusCode());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
            assertEquals(READERS, balancer.balancer().getBacklog());
            assertEquals(0, balancer.balancer().getEjections());
            reader.reset();
            balancer.awaitRest();
            assertEquals(0, balancer.balancer().getEjections());
        }
    }

    @Test
    void moreConnectionsThanTheBoundWaitUntilOneIsClosed() throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url(), "maxConnections=2");
                CapturedLog log = new CapturedLog()) {
            balancer.awaitServing(1);
            List<Socket> idle = new ArrayList<>(List.of(balancer.connect(""), balancer.connect("")));
            balancer.awaitConnected(2);
            try (Socket third = balancer.connect("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")) {
                idle.remove(0).close();
                assertTrue(TestBalancer.readUntil(third.getInputStream(), "ok").startsWith("HTTP/1.1 200 "));
            }
            idle.get(0).close();
            assertEquals(1, log.linesWith("resumelb.maxConnections").size());
            assertEquals(0, log.linesWith("Network connection limit").size());
        }
    }

    @Test
    void hostsThatAreNoneMakeNoLog() throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url());
                CapturedLog log = new CapturedLog()) {
            balancer.awaitServing(1);
            for (String host :
                    List.of("<".repeat(7_000), "h:" + "9".repeat(30), "[" + ":".repeat(99), "h\r\nHost: <<")) {
                String answer = balancer.raw("GET /x HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
                assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            }
            assertEquals(List.of(), log.linesWith("<"));
            assertEquals(List.of(), log.linesWith("Host"));
            assertEquals(List.of(), log.linesWith("Bad"));
        }
    }
}
