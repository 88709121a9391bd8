package org.resumelb.jetty.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.eclipse.jetty.ee10.proxy.ProxyServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.resumelb.jetty.LoadBalancerContext;
import org.resumelb.jetty.settings.SettingsReader;
import org.resumelb.jetty.testing.Await;

/** A proxy in front of an origin. */
record Proxy(String name, int port, IntSupplier backlog, AutoCloseable end) implements AutoCloseable {
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final String HAPROXY = """
            global
              maxconn 100
            defaults
              mode http
              timeout connect 2s
              timeout client 30s
              timeout server 30s
              option forwardfor
            frontend f
              bind 127.0.0.1:%d%s
              default_backend b
            backend b
              server w 127.0.0.1:%d%s
            """;

    /** The load balancer, its server configured as the module does. */
    static Proxy resumelb(Origin origin, Path base) throws Exception {
        Files.createDirectories(base.resolve("etc"));
        Files.writeString(
                base.resolve("etc/resumelb-classifier.xml"),
                "<Configure class=\"org.resumelb.classifier.HostClassifier\"/>");
        // Each case has one worker and one attempt, so that what one attempt does is seen.
        Map<String, String> properties = Map.of(
                "resumelb.workers",
                "http://127.0.0.1:" + origin.port() + (origin.back() == Back.HTTP2 ? ";protocol=h2c" : ""),
                "resumelb.admin.port",
                "-1",
                "resumelb.maxRetries",
                "0");
        LoadBalancerContext context = new LoadBalancerContext(SettingsReader.read(properties, base));
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setOutputAggregationSize(0);
        http.setMaxResponseHeaderSize(96 * 1_024);
        http.setHeaderCacheSize(0);
        Proxy proxy = jetty(
                "resumelb",
                context,
                http,
                () -> context.loadBalancer().getBacklog()
                        + context.loadBalancer().getWaiting());
        Await.untilTrue("the worker serves", () -> context.loadBalancer().getServingWorkers() == 1);
        return proxy;
    }

    /** Jetty's own proxy servlet as it comes. */
    static Proxy proxyServlet(Origin origin) throws Exception {
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder = new ServletHolder(ProxyServlet.Transparent.class);
        holder.setInitParameter("proxyTo", "http://127.0.0.1:" + origin.port());
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/*");
        return jetty("ProxyServlet", context, new HttpConfiguration(), () -> 0);
    }

    private static Proxy jetty(String name, ServletContextHandler context, HttpConfiguration http, IntSupplier backlog)
            throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName(name);
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(
                server, 1, 1, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
        server.start();
        return new Proxy(name, connector.getLocalPort(), backlog, () -> LifeCycle.stop(server));
    }

    /** HAProxy with a short configuration. */
    static Proxy haproxy(Front front, Origin origin, Path base) throws Exception {
        Files.createDirectories(base);
        int port = freePort();
        String client = front == Front.HTTP2 ? " proto h2" : "";
        String worker = origin.back() == Back.HTTP2 ? " proto h2" : "";
        Path file =
                Files.writeString(base.resolve("haproxy.cfg"), HAPROXY.formatted(port, client, origin.port(), worker));
        Process process = new ProcessBuilder("haproxy", "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(base.resolve("haproxy.log").toFile())
                .start();
        Await.untilTrue("haproxy listens", () -> listens(port));
        return new Proxy("HAProxy", port, () -> 0, () -> {
            process.destroyForcibly();
            var unused = process.waitFor(60, TimeUnit.SECONDS);
        });
    }

    /** Waits until nothing is under way any more; what is, if it does not end, else nothing. */
    String rest() {
        long start = System.nanoTime();
        while (backlog.getAsInt() != 0) {
            if (System.nanoTime() - start > REST_NANOS) {
                return "the backlog stays " + backlog.getAsInt();
            }
            LockSupport.parkNanos(REST_NANOS / 5_000);
        }
        return "";
    }

    /** Whether a program is on the path. */
    static boolean isInstalled(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return Files.isExecutable(Path.of("/usr/sbin", program));
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            end.close();
        } catch (Exception e) {
            throw new IOException("end of " + name, e);
        }
    }
}
