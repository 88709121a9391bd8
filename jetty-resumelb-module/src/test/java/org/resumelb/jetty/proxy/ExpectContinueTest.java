package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eclipse.jetty.client.StringRequestContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that wait for leave to send a body, and workers that never give it, give it, or refuse. */
@Timeout(120)
class ExpectContinueTest {
    private static final String EXPECTING =
            "Host: h\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n";

    @TempDir
    Path base;

    /** Reads the body without having asked for it, and answers with it. */
    private static void echo(String head, Socket socket) throws IOException {
        String body = new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
        RawWorker.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + body);
    }

    @Test
    void aBodyThatIsSentAnywayGoesToAWorkerThatNeverAsks() throws Exception {
        try (RawWorker worker = new RawWorker(ExpectContinueTest::echo);
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            String answer = balancer.raw("POST / HTTP/1.1\r\n" + EXPECTING + "body");
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            assertTrue(answer.endsWith("body"), answer);
            balancer.awaitRest();
        }
    }

    @Test
    void aClientThatWaitsIsTakenAtItsWordForASecond() throws Exception {
        try (RawWorker worker = new RawWorker(ExpectContinueTest::echo);
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            try (Socket client = balancer.connect("POST / HTTP/1.1\r\n" + EXPECTING)) {
                InputStream in = client.getInputStream();
                assertEquals("HTTP/1.1 100 Continue\r\n\r\n", TestBalancer.readUntil(in, "\r\n\r\n"));
                RawWorker.write(client, "body");
                assertTrue(new String(in.readAllBytes(), StandardCharsets.US_ASCII).endsWith("body"));
            }
            balancer.awaitRest();
        }
    }

    @Test
    void inARequestOfHttp10TheFieldSaysNothing() throws Exception {
        try (RawWorker worker = new RawWorker((head, socket) -> {
                    assertFalse(head.contains("Expect"), head);
                    echo(head, socket);
                });
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            String answer = balancer.raw("POST / HTTP/1.0\r\n" + EXPECTING + "body");
            assertTrue(answer.endsWith("body"), answer);
            balancer.awaitRest();
        }
    }

    @Test
    void aBodyFromAClientOfHttp2GoesToAWorkerThatNeverAsks() throws Exception {
        try (RawWorker worker = new RawWorker(ExpectContinueTest::echo);
                TestBalancer balancer = new TestBalancer(base, worker.url());
                Http2Client client = new Http2Client()) {
            balancer.awaitServing(1);
            String answer = client.request("POST", "http://127.0.0.1:" + balancer.port(), "/")
                    .headers(headers -> headers.put("Expect", "100-continue").put("Content-Length", 4))
                    .body(new StringRequestContent("body"))
                    .send()
                    .getContentAsString();
            assertEquals("body", answer);
            balancer.awaitRest();
        }
    }

    @Test
    void aWorkerThatAsksGetsTheBody() throws Exception {
        RawWorker.Script asking = (head, socket) -> {
            assertTrue(head.contains("Expect: 100-continue\r\n"), head);
            RawWorker.write(socket, "HTTP/1.1 100 Continue\r\n\r\n");
            echo(head, socket);
        };
        try (RawWorker worker = new RawWorker(asking);
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            try (Socket client = balancer.connect("POST / HTTP/1.1\r\n" + EXPECTING)) {
                InputStream in = client.getInputStream();
                TestBalancer.readUntil(in, "100 Continue\r\n\r\n");
                RawWorker.write(client, "body");
                assertTrue(new String(in.readAllBytes(), StandardCharsets.US_ASCII).endsWith("body"));
            }
            balancer.awaitRest();
        }
    }

    @Test
    void aRefusalArrivesWithoutTheBodyHavingBeenSent() throws Exception {
        RawWorker.Script refusing = (head, socket) -> {
            RawWorker.write(socket, "HTTP/1.1 417 Expectation Failed\r\nContent-Length: 2\r\n\r\nno");
            assertEquals(-1, socket.getInputStream().read());
        };
        try (RawWorker worker = new RawWorker(refusing);
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            String answer = balancer.raw("POST / HTTP/1.1\r\n" + EXPECTING);
            assertTrue(answer.startsWith("HTTP/1.1 417 "), answer);
            assertTrue(answer.endsWith("no"), answer);
            balancer.awaitRest();
            assertEquals(0, balancer.balancer().getEjections());
        }
    }
}
