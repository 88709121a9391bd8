package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers at other addresses than names and numbers of IPv4. */
@Timeout(60)
class WorkerAddressesTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

    private static final byte[] LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @TempDir
    Path base;

    @Test
    void aWorkerMayHaveAnAddressOfIpv6() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByAddress(LOOPBACK))) {
            Thread worker = new Thread(() -> serve(server), "ipv6-worker");
            worker.start();
            String name = "[::1]:" + server.getLocalPort();
            try (TestBalancer balancer = new TestBalancer(base, "http://" + name)) {
                balancer.awaitServing(1);
                assertEquals("ok", balancer.get("/x").body());
                assertTrue(balancer.balancer().status().toString().contains(name));
                balancer.awaitRest();
            }
        }
    }

    private static void serve(ServerSocket server) {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    var unused = RequestHead.read(socket.getInputStream());
                    socket.getOutputStream().write(OK.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            // Closed: the end of this thread.
        }
    }

    @Test
    void aNameThatCannotBeResolvedTakesNothingFromTheOtherWorker() throws Exception {
        try (RecordingWorker good = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, "http://no-such-host.invalid:8080," + good.url())) {
            balancer.awaitServing(1);
            for (int i = 0; i < 20; i++) {
                assertEquals(200, balancer.get("/" + i).statusCode());
            }
            balancer.awaitRest();
        }
    }
}
