package org.resumelb.jetty.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resumelb.jetty.settings.Settings;

/** Requests over HTTP/1.1 to a worker whose bytes are written here. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class Http1ConnectionsTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final HttpClient jetty =
            Clients.upstream(new Settings.Upstream(2, 30_000, 30_000, 30_000, new Settings.Tls(null, null, true)));
    private final WorkerClient client = new WorkerClient(jetty);
    private final ServerSocket worker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String url = "http://127.0.0.1:" + worker.getLocalPort();

    Http1ConnectionsTest() throws IOException {}

    @BeforeEach
    void start() throws Exception {
        worker.setSoTimeout(30_000);
        jetty.start();
    }

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
        worker.close();
    }

    private static String readHead(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                return head.toString();
            }
            head.append((char) read);
        }
        return head.toString();
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private RecordedCall get() {
        return RecordedCall.get(client, url);
    }

    @Test
    void theConnectionReleasedLastIsUsedFirst() throws Exception {
        RecordedCall first = get();
        try (Socket one = worker.accept()) {
            readHead(one);
            RecordedCall second = get();
            try (Socket two = worker.accept()) {
                readHead(two);
                write(one, ANSWER);
                assertEquals("200 ok", first.answer());
                write(two, ANSWER);
                assertEquals("200 ok", second.answer());
                RecordedCall third = get();
                readHead(two);
                write(two, ANSWER);
                assertEquals("200 ok", third.answer());
                assertTrue(third.call().wasReused());
                assertFalse(second.call().wasReused());
            }
        }
    }

    @Test
    void interimAnswersAndPartsComeAsTheyAre() throws Exception {
        RecordedCall call = get();
        try (Socket socket = worker.accept()) {
            readHead(socket);
            write(socket, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n");
            write(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n");
            write(socket, "3\r\ncde\r\n0\r\nX-Sum: 5\r\n\r\n");
            assertEquals("200 103 102 abcde", call.answer());
            HttpFields trailers = call.call().trailers();
            assertNotNull(trailers);
            assertEquals("5", trailers.get("X-Sum"));
        }
    }

    @Test
    void aConnectionWithBytesBehindAnAnswerServesNothingElse() throws Exception {
        RecordedCall call = get();
        try (Socket socket = worker.accept()) {
            readHead(socket);
            write(socket, ANSWER + "HTTP/1.1 500 ");
            assertEquals("200 ok", call.answer());
            assertEquals("", readHead(socket), "it is closed");
        }
        RecordedCall next = get();
        try (Socket socket = worker.accept()) {
            readHead(socket);
            write(socket, ANSWER);
            assertEquals("200 ok", next.answer());
        }
    }

    /** It cannot be sent again if it is lost, so the connection is looked at before. */
    @Test
    void aPostIsNotSentOverAConnectionThatTheWorkerHasClosed() throws Exception {
        for (int i = 0; i < 50; i++) {
            RecordedCall call = get();
            try (Socket socket = worker.accept()) {
                readHead(socket);
                write(socket, ANSWER);
                assertEquals("200 ok", call.answer());
            }
            RecordedCall post = RecordedCall.send(client, url, "POST", HttpFields.build());
            try (Socket socket = worker.accept()) {
                String head = readHead(socket);
                assertTrue(head.startsWith("POST / HTTP/1.1\r\n"), head);
                assertTrue(head.contains("\r\nContent-Length: 0\r\n"), head);
                write(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
                assertEquals("200 ok", post.answer());
            }
        }
    }

    @Test
    void whatWaitsForAConnectionFailsWhenNoneCanBeMade() throws Exception {
        worker.close();
        RecordedCall first = get();
        RecordedCall second = get();
        assertInstanceOf(ConnectException.class, first.failure());
        assertInstanceOf(ConnectException.class, second.failure());
        assertFalse(first.hasBegun() || second.hasBegun());
    }

    @Test
    void whatIsAbortedWhileItWaitsIsNeverSentAndTheNextIs() throws Exception {
        RecordedCall first = get();
        RecordedCall second = get();
        try (Socket one = worker.accept();
                Socket two = worker.accept()) {
            readHead(one);
            readHead(two);
            RecordedCall waiting = get();
            RecordedCall next = get();
            TimeoutException cause = new TimeoutException("enough");
            waiting.call().abort(cause);
            assertSame(cause, waiting.failure());
            assertFalse(waiting.hasBegun());
            write(one, ANSWER);
            readHead(one);
            write(one, ANSWER);
            assertEquals("200 ok", next.answer());
            write(two, ANSWER);
            assertEquals("200 ok", first.answer());
            assertEquals("200 ok", second.answer());
        }
    }

    @Test
    void whatIsAbortedClosesItsConnection() throws Exception {
        RecordedCall call = get();
        try (Socket socket = worker.accept()) {
            readHead(socket);
            TimeoutException cause = new TimeoutException("enough");
            call.call().abort(cause);
            assertSame(cause, call.failure());
            assertEquals("", readHead(socket));
        }
    }

    @Test
    void aHeadThatNoWorkerTakesIsNotSent() throws Exception {
        HttpFields.Mutable headers = HttpFields.build().add("X-Large", "x".repeat(64 * 1024));
        RecordedCall call = RecordedCall.send(client, url, "GET", headers);
        assertTrue(Refusals.isTooLarge(call.failure()));
        assertFalse(call.hasBegun());
    }
}
