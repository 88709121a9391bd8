package org.resumelb.jetty.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resumelb.jetty.testing.Await;

/** Callers that hold connections, send slowly, do not read, or ask for more than can be made. */
@Timeout(120)
class AdminCrowdTest {
    @RegisterExtension
    private final AdminStage stage = new AdminStage();

    private final List<Socket> callers = new ArrayList<>();

    @AfterEach
    void leave() throws Exception {
        for (Socket caller : callers) {
            caller.close();
        }
    }

    private void calls(String bytes) throws Exception {
        Socket caller = new Socket(InetAddress.getLoopbackAddress(), stage.port());
        callers.add(caller);
        caller.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isAnswered(Socket caller) {
        try {
            return caller.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isServed(String path) {
        try {
            return stage.raw("GET", path, "Host: localhost") == 200;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void healthIsAnsweredWhateverOthersDo() throws Exception {
        for (int worker = 1; worker <= 300; worker++) {
            stage.balancer().connect("http://worker:" + worker, Map.of("a", 1.0));
        }
        String request = "GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (int i = 0; i < 200; i++) {
            calls("GET /status HTTP/1.1\r\nHost: lo");
            calls("");
            // Nobody reads the answers.
            calls(request.repeat(50));
        }
        assertEquals(200, stage.get("/health/live").statusCode());
        assertEquals(200, stage.get("/health/ready").statusCode());
    }

    @Test
    void healthIsAnsweredWhileThePagesHangAndPagesBeyondAreRefused() throws Exception {
        try (TestAdministration.Hang hang = stage.balancer().hang()) {
            for (int i = 0; i < 140; i++) {
                calls("GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n");
            }
            hang.awaitAsked();
            assertEquals(200, stage.get("/health/live").statusCode());
            Await.untilTrue("one of 140 is refused", () -> callers.stream().anyMatch(AdminCrowdTest::isAnswered));
            for (Socket caller : callers) {
                String begin = isAnswered(caller)
                        ? new String(caller.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)
                        : "";
                assertTrue(begin.isEmpty() || begin.equals("HTTP/1.1 503"), begin);
            }
        }
        // Those that hung are answered first, and fill the queue for as long.
        Await.untilTrue("pages are served again", () -> isServed("/status"));
    }
}
