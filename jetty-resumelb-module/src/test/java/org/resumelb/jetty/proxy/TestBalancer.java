package org.resumelb.jetty.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ProxyConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.LoadBalancer;
import org.resumelb.jetty.LoadBalancerContext;
import org.resumelb.jetty.settings.SettingsReader;
import org.resumelb.jetty.testing.Await;

/** The load balancer in a server of its own, configured as the module's files configure it. */
final class TestBalancer implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;
    private final LoadBalancerContext context;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Starts a load balancer in front of workers, with further properties as {@code name=value}. */
    TestBalancer(Path base, String workers, String... properties) throws Exception {
        this(base, new ArrayByteBufferPool(), workers, properties);
    }

    /** Starts one whose server and client to workers have their buffers from a pool. */
    TestBalancer(Path base, ByteBufferPool buffers, String workers, String... properties) throws Exception {
        server = new Server(new QueuedThreadPool(), null, buffers);
        Files.createDirectories(base.resolve("etc"));
        Files.writeString(
                base.resolve("etc/resumelb-classifier.xml"),
                "<Configure class=\"org.resumelb.classifier.HostClassifier\"/>");
        Map<String, String> all = new HashMap<>(Map.of("resumelb.workers", workers, "resumelb.admin.port", "-1"));
        Arrays.stream(properties)
                .map(property -> property.split("=", 2))
                .forEach(pair -> all.put("resumelb." + pair[0], pair[1]));
        connector = TestConnectors.plain(server, TestConnectors.configuration());
        context = new LoadBalancerContext(SettingsReader.read(all, base));
        context().client().setByteBufferPool(buffers);
        server.setHandler(context);
        server.start();
    }

    /** Starts a load balancer and waits until all these workers serve. */
    static TestBalancer before(Path base, TestWorker... workers) throws Exception {
        return before(base, new String[0], workers);
    }

    static TestBalancer before(Path base, String[] properties, TestWorker... workers) throws Exception {
        String urls = Arrays.stream(workers).map(TestWorker::url).collect(Collectors.joining(","));
        TestBalancer balancer = new TestBalancer(base, urls, properties);
        balancer.awaitServing(workers.length);
        return balancer;
    }

    /** Opens a further connector, with TLS; returns its port. */
    int listenWithTls(Path keyStore) throws Exception {
        ServerConnector tls = TestConnectors.tls(server, TestConnectors.configuration(), keyStore);
        tls.start();
        return tls.getLocalPort();
    }

    /** Opens a further connector behind the PROXY protocol, with TLS inside of it if there is a key store. */
    int listenBehindProxyProtocol(@Nullable Path keyStore) throws Exception {
        ServerConnector behind = keyStore == null
                ? TestConnectors.plain(server, TestConnectors.configuration())
                : TestConnectors.tls(server, TestConnectors.configuration(), keyStore);
        behind.addFirstConnectionFactory(new ProxyConnectionFactory());
        behind.start();
        return behind.getLocalPort();
    }

    /** Lets clients be silent for as long as a test may take, so that no timeout ends what the test wants to see end. */
    TestBalancer withPatience() {
        return withIdleTimeout(600_000);
    }

    /** Has clients that neither send nor read for so long cut. */
    TestBalancer withIdleTimeout(long millis) {
        connector.setIdleTimeout(millis);
        return this;
    }

    void awaitServing(int workers) {
        Await.untilTrue(workers + " workers serve", () -> balancer().getServingWorkers() == workers);
    }

    /** Waits until nothing is in flight any more. */
    void awaitRest() {
        Await.untilTrue("the backlog is 0", () -> balancer().getBacklog() == 0);
    }

    /** Whether something waits for bytes from a client; with all requests under way, that is a departure watch. */
    boolean watchesAClient() {
        return connector.getConnectedEndPoints().stream().anyMatch(EndPoint::isFillInterested);
    }

    ProxyContext context() {
        return Objects.requireNonNull((ProxyContext) context.getContext().getAttribute(ProxyContext.ATTRIBUTE));
    }

    /** The context that is the load balancer, as Jetty sees it. */
    LoadBalancerContext handler() {
        return context;
    }

    LoadBalancer balancer() {
        return context.loadBalancer();
    }

    int port() {
        return connector.getLocalPort();
    }

    URI uri(String target) {
        return URI.create("http://127.0.0.1:" + port() + target);
    }

    HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(target)));
    }

    CompletableFuture<HttpResponse<String>> getAsync(String target) {
        return client.sendAsync(HttpRequest.newBuilder(uri(target)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpClient client() {
        return client;
    }

    /** Sends bytes as they are and returns everything until the server closes. */
    String raw(String request) throws IOException {
        try (Socket socket = connect(request)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** A connection on which these bytes were sent. */
    Socket connect(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    /** Reads until the text has appeared. */
    static String readUntil(InputStream in, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int b = in.read();
            if (b < 0) {
                throw new AssertionError("the connection ended before " + text + ": " + read);
            }
            read.append((char) b);
        }
        return read.toString();
    }

    /** Waits until so many clients are connected. */
    void awaitConnected(int clients) {
        Await.until(clients, this::connected);
    }

    /** How many clients are connected. */
    int connected() {
        return connector.getConnectedEndPoints().size();
    }

    /** Begins to stop the server; the thread ends when it has stopped. */
    Thread stopWithin(long stopTimeoutMillis) {
        server.setStopTimeout(stopTimeoutMillis);
        Thread stopping = new Thread(() -> {
            try {
                server.stop();
            } catch (Exception e) {
                // What had not ended in time, or the interruption, was reported by what it did to clients.
                Thread.currentThread().interrupt();
            }
        });
        stopping.start();
        return stopping;
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
