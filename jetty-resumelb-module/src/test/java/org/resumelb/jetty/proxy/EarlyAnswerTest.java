package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.testing.http2.Field;
import org.resumelb.jetty.testing.http2.Http2Connection;
import org.resumelb.jetty.testing.http2.Http2Event;
import org.resumelb.jetty.testing.http2.Http2Stream;

/** Workers that answer before they have read the whole body, and want no more of it. */
@Timeout(120)
class EarlyAnswerTest {
    private static final int UPLOAD_BYTES = 30_000_000;
    private static final String TOO_LARGE =
            "HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 9\r\n\r\ntoo large";
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: ";

    @TempDir
    Path base;

    private static void refuse(String head, Socket socket) throws IOException {
        RawWorker.write(socket, TOO_LARGE);
        socket.close();
    }

    @Test
    void theAnswerToAnUploadThatIsCutShortArrives() throws Exception {
        try (RawWorker one = new RawWorker(EarlyAnswerTest::refuse);
                RawWorker two = new RawWorker(EarlyAnswerTest::refuse);
                TestBalancer balancer = new TestBalancer(base, one.url() + "," + two.url(), "policy=least-backlog")) {
            balancer.awaitServing(2);
            for (int i = 0; i < 20; i++) {
                String answer = upload(balancer);
                assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
                assertTrue(answer.endsWith("too large"), answer);
            }
            assertEquals(20, one.requests() + two.requests());
            balancer.awaitRest();
            assertEquals(0, balancer.balancer().getEjections());
        }
    }

    /** Sends all before it reads anything. */
    private static String upload(TestBalancer balancer) throws IOException {
        try (Socket socket = balancer.connect(HEAD + UPLOAD_BYTES + "\r\n\r\n")) {
            OutputStream out = socket.getOutputStream();
            byte[] part = new byte[100_000];
            for (int i = 0; i < UPLOAD_BYTES / part.length; i++) {
                out.write(part);
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void overHttp2TheBacklogFallsWithTheAnswer() throws Exception {
        try (RawWorker worker = new RawWorker(EarlyAnswerTest::refuse);
                TestBalancer balancer = new TestBalancer(base, worker.url());
                Http2Client client = new Http2Client()) {
            balancer.awaitServing(1);
            for (int i = 0; i < 40; i++) {
                var request = client.request("POST", "http://127.0.0.1:" + balancer.port(), "/")
                        .body(new BytesRequestContent(new byte[1_000_000]));
                CompletableFuture<Integer> status = new CompletableFuture<>();
                request.onResponseBegin(response -> status.complete(response.getStatus()))
                        .send(result -> status.completeExceptionally(new IOException("no answer")));
                assertEquals(413, status.get(60, TimeUnit.SECONDS));
            }
            balancer.awaitRest();
            assertEquals(0, balancer.balancer().getEjections());
        }
    }

    @Test
    void aWorkerThatAnswersAndKeepsTheConnectionOpenHoldsNoPlace() throws Exception {
        RawWorker.Script answering = (head, socket) -> {
            RawWorker.write(socket, "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
            // It reads no more, and does not close.
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        };
        try (RawWorker worker = new RawWorker(answering);
                TestBalancer balancer = new TestBalancer(base, worker.url());
                Socket client = balancer.connect(HEAD + "100000\r\n\r\nbegin")) {
            balancer.awaitServing(1);
            TestBalancer.readUntil(client.getInputStream(), "no");
            balancer.awaitRest();
        }
    }

    @Test
    void aBodyThatGoesOnWhileItIsAnsweredArrivesWhole() throws Exception {
        TestWorker.Behaviour echo = (request, response, callback) -> Content.copy(request, response, callback);
        try (TestWorker worker = new TestWorker(echo);
                TestBalancer balancer = TestBalancer.before(base, worker);
                Http2Client client = new Http2Client()) {
            AsyncRequestContent body = new AsyncRequestContent();
            var answer = new CompletableResponseListener(
                            client.request("POST", "http://127.0.0.1:" + balancer.port(), "/")
                                    .body(body))
                    .send();
            for (int i = 0; i < 100; i++) {
                body.write(ByteBuffer.wrap("0123456789".getBytes(StandardCharsets.US_ASCII)), Callback.NOOP);
            }
            body.close();
            assertEquals(1000, answer.get(60, TimeUnit.SECONDS).getContent().length);
            balancer.awaitRest();
        }
    }

    @Test
    void anUploadWhoseWorkerBreaksOffWithoutAnAnswerIs502() throws Exception {
        RawWorker.Script breaking = (head, socket) -> {
            InputStream in = socket.getInputStream();
            in.readNBytes(1000);
            socket.close();
        };
        try (RawWorker worker = new RawWorker(breaking);
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            try (Socket client = balancer.connect(HEAD + "1000000\r\n\r\n" + "x".repeat(1_000_000))) {
                String answer = TestBalancer.readUntil(client.getInputStream(), "\r\n");
                assertEquals("HTTP/1.1 502 Bad Gateway\r\n", answer);
            }
            balancer.awaitRest();
        }
    }

    private static void breakOff(String head, Socket socket) throws IOException {
        if (!head.startsWith("GET ")) {
            socket.getInputStream().readNBytes(1_000);
            socket.close();
        } else {
            RawWorker.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        }
    }

    @Test
    void aClientThatSendsEverythingFirstFindsTheErrorPage() throws Exception {
        try (RawWorker worker = new RawWorker(EarlyAnswerTest::breakOff);
                TestBalancer balancer = new TestBalancer(base, worker.url())) {
            balancer.awaitServing(1);
            String answer = upload(balancer);
            assertTrue(answer.startsWith("HTTP/1.1 502 "), answer);
            assertTrue(answer.contains("</html>"), answer);
            balancer.awaitRest();
        }
    }

    @Test
    void overHttp2TheRestOfABodyBehindAnErrorPageHarmsNobodyElse() throws Exception {
        try (RawWorker worker = new RawWorker(EarlyAnswerTest::breakOff);
                TestBalancer balancer = new TestBalancer(base, worker.url());
                Http2Connection client = Http2Connection.to(balancer.port())) {
            balancer.awaitServing(1);
            Http2Stream upload = client.open();
            upload.head(
                    Field.list(":method", "POST", ":scheme", "http", ":authority", "h", ":path", "/", "te", "trailers"),
                    false);
            upload.data("x".repeat(2_000), false);
            assertEquals("502", status(upload));
            assertEquals("200", status(get(client)));
            upload.data("x", false);
            upload.head(Field.list("checksum", "1"), true);
            assertEquals("200", status(get(client)));
            balancer.awaitRest();
        }
    }

    private static Http2Stream get(Http2Connection client) throws IOException {
        Http2Stream stream = client.open();
        stream.head(Field.list(":method", "GET", ":scheme", "http", ":authority", "h", ":path", "/"), true);
        return stream;
    }

    /** Of an answer that arrives whole. */
    private static String status(Http2Stream stream) throws IOException {
        String status = "";
        while (true) {
            Http2Event event = stream.next(60_000);
            if (event instanceof Http2Event.Head head) {
                status = Field.first(head.fields(), ":status");
            } else if (!(event instanceof Http2Event.Data data) || data.last()) {
                return event instanceof Http2Event.Data ? status : status + " " + event;
            }
        }
    }
}
