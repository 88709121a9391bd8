package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.jetty.testing.Await;
import org.resumelb.jetty.testing.CapturedLog;

/** Workers over https: who is trusted, and who is not. */
class SecureWorkerTest {
    private static final TestWorker.Behaviour VERSION = (request, response, callback) -> Content.Sink.write(
            response, true, request.getConnectionMetaData().getHttpVersion().asString(), callback);

    @TempDir
    static Path base;

    private static String[] trusting(Path store, String... more) throws Exception {
        Files.writeString(base.resolve("password"), TestConnectors.PASSWORD + "\n");
        String[] properties = new String[more.length + 3];
        properties[0] = "tls.trustStore=" + store.getFileName();
        properties[1] = "tls.trustStorePasswordFile=password";
        properties[2] = "waitTimeout=300";
        System.arraycopy(more, 0, properties, 3, more.length);
        return properties;
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/1.1", "h2"})
    void aWorkerWithATrustedCertificateServes(String protocol) throws Exception {
        Path store = TestConnectors.keyStore(base, "ip:127.0.0.1,dns:own");
        try (TestWorker worker = new TestWorker(store, VERSION);
                TestBalancer balancer =
                        new TestBalancer(base, worker.url() + ";protocol=" + protocol, trusting(store))) {
            balancer.awaitServing(1);
            assertEquals(
                    protocol.equals("h2") ? "HTTP/2.0" : "HTTP/1.1",
                    balancer.get("/").body());
            balancer.awaitRest();
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() throws Exception {
        Path store = TestConnectors.keyStore(base, "ip:127.0.0.1,dns:own");
        Path other = TestConnectors.keyStore(base, "ip:127.0.0.1,dns:other");
        assertNotServed(store, trusting(other));
    }

    @Test
    void aCertificateForAnotherHostIsRefusedUnlessSaidOtherwise() throws Exception {
        Path store = TestConnectors.keyStore(base, "dns:elsewhere.example");
        assertNotServed(store, trusting(store));
        try (TestWorker worker = new TestWorker(store, VERSION);
                TestBalancer balancer = new TestBalancer(base, worker.url(), trusting(store, "tls.verifyHost=false"))) {
            balancer.awaitServing(1);
            assertEquals("HTTP/1.1", balancer.get("/").body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/1.1", "h2"})
    void aWorkerThatAsksForACertificateGetsOurs(String protocol) throws Exception {
        Path store = TestConnectors.keyStore(base, "ip:127.0.0.1,dns:own");
        Path ours = TestConnectors.keyStore(base, "dns:balancer");
        try (TestWorker worker = new TestWorker(store, ours, VERSION);
                TestBalancer stranger =
                        new TestBalancer(base, worker.url() + ";protocol=" + protocol, trusting(store));
                TestBalancer balancer = new TestBalancer(
                        base, worker.url() + ";protocol=" + protocol, trusting(store, showing(ours)))) {
            balancer.awaitServing(1);
            assertEquals(200, balancer.get("/").statusCode());
            balancer.awaitRest();
            assertEquals(503, stranger.get("/").statusCode());
        }
    }

    private static String[] showing(Path store) {
        return new String[] {"tls.keyStore=" + store.getFileName(), "tls.keyStorePasswordFile=password"};
    }

    @Test
    void replacedFilesCountWithoutARestartAndOnesThatCannotBeUsedChangeNothing() throws Exception {
        Path store = TestConnectors.keyStore(base, "ip:127.0.0.1,dns:own");
        Path ours = TestConnectors.keyStore(base, "dns:balancer");
        Path other = TestConnectors.keyStore(base, "ip:127.0.0.1,dns:other");
        Path trust = Files.copy(other, base.resolve("trust.p12"));
        Path identity = Files.copy(other, base.resolve("identity.p12"));
        try (TestWorker worker = new TestWorker(store, ours, VERSION);
                CapturedLog log = new CapturedLog();
                TestBalancer balancer = new TestBalancer(base, worker.url(), trusting(trust, showing(identity)))) {
            assertEquals(503, balancer.get("/").statusCode());
            replace(trust, store);
            replace(identity, ours);
            balancer.awaitServing(1);
            assertEquals(200, balancer.get("/").statusCode());

            Files.writeString(identity, "half a file");
            Await.untilTrue(
                    "it is refused",
                    () -> !log.linesWith("cannot be used, what was read before stays")
                            .isEmpty());
            assertEquals(200, balancer.get("/").statusCode());
        }
    }

    private static void replace(Path file, Path by) throws Exception {
        Files.move(Files.copy(by, base.resolve("new.p12")), file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void assertNotServed(Path store, String[] properties) throws Exception {
        try (TestWorker worker = new TestWorker(store, VERSION);
                TestBalancer balancer = new TestBalancer(base, worker.url(), properties)) {
            HttpResponse<String> answer = balancer.get("/");
            assertEquals(503, answer.statusCode());
            assertEquals(0, balancer.balancer().getServingWorkers());
        }
    }
}
