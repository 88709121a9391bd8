package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.jetty.testing.Await;
import org.resumelb.jetty.testing.CapturedLog;

/** Clients that take connections and give nothing. */
class SlowClientsTest {
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
                request.getComponents()
                        .getScheduler()
                        .schedule(callback::succeeded, 1, java.util.concurrent.TimeUnit.SECONDS);
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
        TestWorker.Behaviour silent = (request, response, callback) -> request.getComponents()
                .getScheduler()
                .schedule(callback::succeeded, 1, java.util.concurrent.TimeUnit.SECONDS);
        try (TestWorker worker = new TestWorker(silent);
                TestBalancer balancer =
                        TestBalancer.before(base, worker).withIdleTimeout(100);
                Socket client = balancer.connect("GET /x HTTP/1.1\r\nHost: h\r\n\r\n")) {
            String answer = TestBalancer.readUntil(client.getInputStream(), "\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
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
