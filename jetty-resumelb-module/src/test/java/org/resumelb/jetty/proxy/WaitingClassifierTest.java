package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.classifier.RequestClassifier;
import org.resumelb.classifier.RequestView;
import org.resumelb.jetty.testing.Await;
import org.resumelb.jetty.testing.CapturedLog;

/** Requests that are classified in threads of their own, because the user's classifier waits. */
@Timeout(120)
class WaitingClassifierTest {
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    @TempDir
    Path base;

    /** As one that asks a database. */
    public static final class Waiting implements RequestClassifier {
        @Override
        public String classify(RequestView request) {
            long until = System.nanoTime() + WAIT_NANOS;
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
            return "waited";
        }
    }

    private TestBalancer balancer(String workers) throws Exception {
        TestBalancer balancer = new TestBalancer(base, workers, "waitTimeout=600000").withPatience();
        Files.writeString(
                base.resolve("etc/resumelb-classifier.xml"), "<Configure class=\"" + Waiting.class.getName() + "\"/>");
        var unused = balancer.balancer().reloadClassifier();
        return balancer;
    }

    /** Has it classify so often that it is noticed. */
    private static void notice(TestBalancer balancer, CapturedLog log) throws Exception {
        for (int i = 0;
                i < 20 && log.linesWith("from now on requests are classified").isEmpty();
                i++) {
            assertEquals(200, balancer.get("/").statusCode());
        }
        assertEquals(1, log.linesWith("from now on requests are classified").size());
    }

    @Test
    void requestsAreServedAllTheSame() throws Exception {
        try (RawWorker worker = new RawWorker((head, socket) -> answer(socket));
                TestBalancer balancer = balancer(worker.url());
                CapturedLog log = new CapturedLog()) {
            balancer.awaitServing(1);
            notice(balancer, log);
            assertEquals(200, balancer.get("/").statusCode());
            balancer.awaitRest();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 40\r\n\r\nbody"
            })
    void aClientThatLeavesWhileItsRequestWaitsIsNoticed(String request) throws Exception {
        try (RawWorker worker = new RawWorker((head, socket) -> answer(socket));
                TestBalancer balancer = balancer(worker.url());
                CapturedLog log = new CapturedLog()) {
            balancer.awaitServing(1);
            notice(balancer, log);
            balancer.balancer().drain("127.0.0.1:" + worker.port());
            int before = worker.requests();
            try (Socket client = balancer.connect(request)) {
                Await.untilTrue("the request waits", () -> balancer.balancer().getWaiting() == 1);
                client.setSoLinger(true, 0);
            }
            Await.untilTrue("nobody waits", () -> balancer.balancer().getWaiting() == 0);
            balancer.balancer().undrain("127.0.0.1:" + worker.port());
            assertEquals(200, balancer.get("/").statusCode());
            assertEquals(before + 1, worker.requests());
        }
    }

    private static void answer(Socket socket) throws java.io.IOException {
        RawWorker.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
        socket.close();
    }
}
