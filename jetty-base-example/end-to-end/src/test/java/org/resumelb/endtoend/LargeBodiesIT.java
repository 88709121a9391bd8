package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resumelb.endtoend.toolkit.LoadBalancerProcess;
import org.resumelb.endtoend.toolkit.Processes;
import org.resumelb.endtoend.toolkit.RawWorker;

/** Bodies far larger than the load balancer's heap, both ways. */
class LargeBodiesIT {
    private static final long GIGABYTE = 1L << 30;
    private static final int SOCKET_TIMEOUT_MILLIS = 60_000;

    @RegisterExtension
    static final Processes PROCESSES = new Processes();

    @Test
    void aGigabyteGoesDownAndUpWithAHeapOf128Megabytes() throws Exception {
        try (RawWorker worker = new RawWorker()) {
            List<String> jvm =
                    List.of("-Xmx128m", "-XX:MaxDirectMemorySize=64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
            LoadBalancerProcess balancer = PROCESSES.loadBalancer("large-bodies", "", jvm);
            balancer.start(worker.url()).awaitServing(1);
            assertEquals(GIGABYTE, download(balancer.port()));
            assertEquals(GIGABYTE + " right bytes", upload(balancer.port()));
            balancer.awaitRest(Duration.ofSeconds(60));
            assertFalse(balancer.process().log().contains("OutOfMemoryError"), "it ran out of memory");
        }
    }

    private static Socket connect(int port, String head) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
        socket.getOutputStream().write((head + "Host: h\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static long download(int port) throws Exception {
        try (Socket socket = connect(port, "GET /" + GIGABYTE + " HTTP/1.1\r\n")) {
            InputStream in = socket.getInputStream();
            String head = RawWorker.readHead(in);
            assertTrue(head.startsWith("HTTP/1.1 200"), head);
            return RawWorker.count(in, GIGABYTE);
        }
    }

    private static String upload(int port) throws Exception {
        try (Socket socket =
                connect(port, "PUT /x HTTP/1.1\r\nConnection: close\r\nContent-Length: " + GIGABYTE + "\r\n")) {
            OutputStream out = socket.getOutputStream();
            RawWorker.write(out, GIGABYTE);
            out.flush();
            String head = RawWorker.readHead(socket.getInputStream());
            assertTrue(head.startsWith("HTTP/1.1 200"), head);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
