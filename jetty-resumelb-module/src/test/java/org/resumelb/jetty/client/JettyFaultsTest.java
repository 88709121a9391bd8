package org.resumelb.jetty.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Faults of Jetty 12.1.12 that the load balancer works around, or has to bear, as small as they can be shown. A test that
 * fails after an update says that a workaround can go.
 */
@Timeout(60)
class JettyFaultsTest {
    /** What a parser tells of a message's first line. */
    private static final class FirstLine implements HttpParser.ResponseHandler, HttpParser.RequestHandler {
        private String method = "";
        private @Nullable HttpException refusal;

        @Override
        public void startRequest(String newMethod, String uri, HttpVersion version) {
            method = newMethod;
        }

        @Override
        public void startResponse(HttpVersion version, int status, String reason) {}

        @Override
        public boolean content(ByteBuffer item) {
            return false;
        }

        @Override
        public boolean headerComplete() {
            return false;
        }

        @Override
        public boolean contentComplete() {
            return false;
        }

        @Override
        public boolean messageComplete() {
            return true;
        }

        @Override
        public void parsedHeader(HttpField field) {}

        @Override
        public void earlyEOF() {}

        @Override
        public void badMessage(HttpException failure) {
            refusal = failure;
        }
    }

    /** RFC 9112, section 4: a reason phrase may have bytes above ASCII. Jetty takes them, but not as the first. */
    @Test
    void aReasonPhraseThatBeginsAboveAsciiIsRefused() {
        FirstLine told = new FirstLine();
        String answer = "HTTP/1.1 404 \u00e9\r\nContent-Length: 0\r\n\r\n";
        new HttpParser((HttpParser.ResponseHandler) told)
                .parseNext(ByteBuffer.wrap(answer.getBytes(StandardCharsets.ISO_8859_1)));
        assertNotNull(told.refusal);
    }

    /** RFC 9110, section 5.6.2: no token has an at sign. */
    @Test
    void aMethodMayBeginWithAnAtSign() {
        FirstLine told = new FirstLine();
        String request = "@GET / HTTP/1.1\r\nHost: h\r\n\r\n";
        new HttpParser((HttpParser.RequestHandler) told)
                .parseNext(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        assertEquals("@GET", told.method);
    }

    /** What comes behind an answer shows that both sides do not agree where it ends; its connection is used again. */
    @Test
    void bytesBehindAnAnswerDoNotEndItsConnection() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        HttpClient client = new HttpClient();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread serving = new Thread(() -> serve(server, connections), "bytes-behind");
            serving.start();
            client.start();
            for (int i = 0; i < 2; i++) {
                assertEquals(
                        "ok",
                        client.GET("http://127.0.0.1:" + server.getLocalPort()).getContentAsString());
            }
            assertEquals(1, connections.get());
        } finally {
            client.stop();
        }
    }

    private static void serve(ServerSocket server, AtomicInteger connections) {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    connections.incrementAndGet();
                    int read = 0;
                    while (read >= 0) {
                        read = socket.getInputStream().read(new byte[8_192]);
                        socket.getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 500 "
                                        .getBytes(StandardCharsets.US_ASCII));
                    }
                }
            }
        } catch (IOException e) {
            // Closed: the end of this thread.
        }
    }
}
