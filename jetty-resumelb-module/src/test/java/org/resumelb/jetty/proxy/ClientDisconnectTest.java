package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.jetty.testing.Await;

/** Clients that leave behind a request that they have sent whole. */
@Timeout(120)
class ClientDisconnectTest {
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: h\r\n";

    @TempDir
    Path base;

    /** Reads a body of 4 bytes and says nothing; tells when it came, and when the connection was closed. */
    private static RawWorker.Script silent(CountDownLatch came, CountDownLatch closed) {
        return (head, socket) -> {
            came.countDown();
            try {
                while (socket.getInputStream().read() >= 0) {
                    // What is left of the body.
                }
            } catch (IOException e) {
                // A reset is an end as well.
            }
            closed.countDown();
            socket.close();
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\n\r\nbody",
                "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
                "Content-Length: 0\r\n\r\n",
                "Expect: 100-continue\r\nContent-Length: 4\r\n\r\nbody"
            })
    void aPostWhoseClientLeavesIsAborted(String rest) throws Exception {
        CountDownLatch came = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (RawWorker worker = new RawWorker(silent(came, closed));
                TestBalancer balancer = new TestBalancer(base, worker.url()).withPatience()) {
            balancer.awaitServing(1);
            try (Socket client = balancer.connect(HEAD + rest)) {
                assertTrue(came.await(60, TimeUnit.SECONDS));
                assertTrue(client.isConnected());
            }
            assertTrue(closed.await(20, TimeUnit.SECONDS), "the worker's connection is still open");
            balancer.awaitRest();
            assertEquals(0, balancer.balancer().getEjections());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\n\r\nbody",
                "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
                "Content-Length: 40\r\n\r\nbody",
                "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n"
            })
    void aPostThatHasLeftIsNotSentToAWorkerThatComes(String rest) throws Exception {
        int port;
        try (RawWorker worker = new RawWorker((head, socket) -> {})) {
            port = worker.port();
        }
        try (TestBalancer balancer = new TestBalancer(base, "http://127.0.0.1:" + port).withPatience()) {
            try (Socket client = balancer.connect(HEAD + rest)) {
                Await.untilTrue("the request waits", () -> balancer.balancer().getWaiting() == 1);
                assertTrue(client.isConnected());
            }
            Await.untilTrue("nobody waits", () -> balancer.balancer().getWaiting() == 0);
            try (RawWorker worker = new RawWorker(port, (head, socket) -> {})) {
                balancer.awaitServing(1);
                assertEquals(0, worker.requests());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 20_000, 1_000_000})
    void aPostThatWaitedForAWorkerArrivesWhole(int length) throws Exception {
        int port;
        try (RawWorker worker = new RawWorker((head, socket) -> {})) {
            port = worker.port();
        }
        try (TestBalancer balancer = new TestBalancer(base, "http://127.0.0.1:" + port).withPatience();
                Socket client = balancer.connect(
                        HEAD + "Connection: close\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length))) {
            Await.untilTrue("the request waits", () -> balancer.balancer().getWaiting() == 1);
            RawWorker.Script counting = (head, socket) -> {
                int read = socket.getInputStream().readNBytes(length).length;
                RawWorker.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n" + String.format("%09d", read));
            };
            try (RawWorker worker = new RawWorker(port, counting)) {
                TestBalancer.readUntil(client.getInputStream(), String.format("%09d", length));
                assertEquals(1, worker.requests());
                balancer.awaitRest();
            }
        }
    }

    /** As {@code nc -N} does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
                "GET / HTTP/1.0\r\nHost: h\r\n\r\n"
            })
    void aClientThatOnlyEndsItsSendingIsServed(String request) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        int bytes = request.length() - request.indexOf("\r\n\r\n") - 4;
        RawWorker.Script patient = (head, socket) -> {
            socket.getInputStream().skipNBytes(bytes);
            assertTrue(go.await(60, TimeUnit.SECONDS));
            RawWorker.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        };
        try (RawWorker worker = new RawWorker(patient);
                TestBalancer balancer = new TestBalancer(base, worker.url()).withPatience()) {
            balancer.awaitServing(1);
            try (Socket client = balancer.connect(request)) {
                client.shutdownOutput();
                if (request.contains("HTTP/1.1")) {
                    TestBalancer.readUntil(
                            client.getInputStream(), "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 102 Processing");
                } else {
                    // It is not cut when its end is seen.
                    client.setSoTimeout(1_500);
                    assertThrows(SocketTimeoutException.class, client.getInputStream()::read);
                    client.setSoTimeout(0);
                }
                go.countDown();
                String rest = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertTrue(rest.contains("200 OK") && rest.endsWith("ok"), rest);
            }
            balancer.awaitRest();
            assertEquals(1, worker.requests());
        }
    }

    @Test
    void aRequestBehindThePostIsServedAfterIt() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        RawWorker.Script slow = (head, socket) -> {
            if (head.startsWith("POST")) {
                socket.getInputStream().readNBytes(4);
                assertTrue(go.await(60, TimeUnit.SECONDS));
            }
            RawWorker.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        };
        try (RawWorker worker = new RawWorker(slow);
                TestBalancer balancer = new TestBalancer(base, worker.url()).withPatience()) {
            balancer.awaitServing(1);
            try (Socket client = balancer.connect(HEAD + "Content-Length: 4\r\n\r\nbody")) {
                Await.untilTrue("the client is watched", balancer::watchesAClient);
                RawWorker.write(client, "GET /next HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
                Await.untilTrue("its bytes were read", () -> !balancer.watchesAClient());
                go.countDown();
                String answers = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertEquals(3, answers.split("HTTP/1.1 200 OK", -1).length, answers);
            }
            balancer.awaitRest();
        }
    }

    @Test
    void anUploadAnnouncedAsHugeWhoseClientLeavesEnds() throws Exception {
        CountDownLatch came = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (RawWorker worker = new RawWorker(silent(came, closed));
                TestBalancer balancer = new TestBalancer(base, worker.url()).withPatience()) {
            balancer.awaitServing(1);
            try (Socket client = balancer.connect(HEAD + "Content-Length: 3000000000\r\n\r\nbegin")) {
                assertTrue(came.await(60, TimeUnit.SECONDS));
                assertTrue(client.isConnected());
            }
            assertTrue(closed.await(20, TimeUnit.SECONDS), "the worker's connection is still open");
            balancer.awaitRest();
            assertEquals(0, balancer.balancer().getEjections());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClientBehindTheProxyProtocolThatLeavesIsNoticed(boolean withTls) throws Exception {
        CountDownLatch came = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (RawWorker worker = new RawWorker(silent(came, closed));
                TestBalancer balancer = new TestBalancer(base, worker.url()).withPatience()) {
            balancer.awaitServing(1);
            int port =
                    balancer.listenBehindProxyProtocol(withTls ? TestConnectors.keyStore(base, "dns:localhost") : null);
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                RawWorker.write(client, "PROXY TCP4 192.0.2.1 192.0.2.2 1000 80\r\n");
                RawWorker.write(withTls ? encrypted(client) : client, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertTrue(came.await(60, TimeUnit.SECONDS));
            }
            assertTrue(closed.await(20, TimeUnit.SECONDS), "the worker's connection is still open");
            balancer.awaitRest();
            assertEquals(1, worker.requests());
        }
    }

    /** Trusts everybody. */
    private static Socket encrypted(Socket plain) throws Exception {
        SslContextFactory.Client factory = new SslContextFactory.Client(true);
        factory.start();
        return factory.getSslContext().getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
    }
}
