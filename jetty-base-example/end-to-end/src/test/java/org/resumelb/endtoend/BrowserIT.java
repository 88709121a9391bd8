package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resumelb.endtoend.toolkit.LoadBalancerProcess;
import org.resumelb.endtoend.toolkit.Processes;
import org.resumelb.endtoend.toolkit.RawWorker;

/** Chromium loads a page that opens an EventSource and a WebSocket through the load balancer, and tells of both. */
class BrowserIT {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String PAGE = """
            <!DOCTYPE html><title>page</title><script>
            const event = new Promise(done => {
              new EventSource('/events').onmessage = message => done(message.data);
            });
            const echo = new Promise(done => {
              const socket = new WebSocket('ws://' + location.host + '/chat');
              socket.onmessage = message => done(message.data);
            });
            Promise.all([event, echo]).then(both => fetch('/told?' + both.join('-')));
            </script>
            """;

    @RegisterExtension
    static final Processes PROCESSES = new Processes();

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    @Test
    void aPageGetsEventsAndMessages() throws Exception {
        assumeTrue(
                Files.isExecutable(CHROMIUM),
                CHROMIUM + " is not installed; jetty-base-example/install-rivals does it on Debian");
        try (RawWorker worker = new RawWorker(this::answer)) {
            LoadBalancerProcess balancer = PROCESSES.loadBalancer("browser");
            balancer.start(worker.url()).awaitServing(1);
            Process chromium = chromium(balancer);
            try {
                assertTrue(told.await(90, TimeUnit.SECONDS), () -> "nothing told\n" + output(balancer));
            } finally {
                chromium.descendants().forEach(ProcessHandle::destroyForcibly);
                chromium.destroyForcibly();
                over.countDown();
            }
            // The browser is gone, and with it stream and socket.
            balancer.awaitRest(Duration.ofSeconds(60));
        }
    }

    private static Process chromium(LoadBalancerProcess balancer) throws IOException {
        return new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + balancer.base().resolve("chromium"),
                        balancer.url("/"))
                .redirectErrorStream(true)
                .redirectOutput(balancer.base().resolve("chromium.log").toFile())
                .start();
    }

    private static String output(LoadBalancerProcess balancer) {
        try {
            return Files.readString(balancer.base().resolve("chromium.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void answer(String head, InputStream in, OutputStream out) throws IOException {
        String path = head.split(" ", 3)[1];
        switch (path) {
            case "/" -> send(out, "200 OK", "Content-Type: text/html\r\nContent-Length: " + PAGE.length(), PAGE);
            case "/events" -> {
                send(out, "200 OK", "Content-Type: text/event-stream", "data: event\n\n");
                awaitEnd();
            }
            case "/chat" -> {
                send(out, "101 Switching Protocols", "Upgrade: websocket\r\nSec-WebSocket-Accept: " + accept(head), "");
                out.write(new byte[] {(byte) 0x81, 7, 'm', 'e', 's', 's', 'a', 'g', 'e'});
                out.flush();
                awaitEnd();
            }
            case "/told?event-message" -> {
                told.countDown();
                send(out, "204 No Content", "X-Told: yes", "");
            }
            default -> send(out, "404 Not Found", "Content-Length: 0", "");
        }
    }

    private void awaitEnd() {
        try {
            assertTrue(over.await(120, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(OutputStream out, String status, String headers, String body) throws IOException {
        String connection = status.startsWith("101") ? "Upgrade" : "close";
        String answer = "HTTP/1.1 " + status + "\r\nConnection: " + connection + "\r\n" + headers + "\r\n\r\n" + body;
        out.write(answer.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String accept(String head) {
        String key = head.replaceAll("(?is).*\r\nsec-websocket-key: *([^\r]*)\r\n.*", "$1");
        try {
            // RFC 6455 has it so.
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
