package org.resumelb.jetty.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A flood of random hosts beside clients of 50 real sites, all in one JVM: the rate of the real ones before, during and
 * after, and the heap after a full collection. Arguments: how many random hosts, and how many requests a second the real
 * clients ask for together; without the latter, or with 0, they ask again as soon as they are answered. Run it with
 * {@code -Xmx256m}.
 */
final class FloodHarness {
    private static final int REAL_CLIENTS = 4;
    private static final int STRANGERS = 4;

    private FloodHarness() {}

    public static void main(String[] arguments) throws Exception {
        long hosts = Long.parseLong(arguments[0]);
        long rate = arguments.length > 1 ? Long.parseLong(arguments[1]) : 0;
        long intervalNanos = rate == 0 ? 0 : TimeUnit.SECONDS.toNanos(REAL_CLIENTS) / rate;
        StringBuilder urls = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            urls.append(i == 0 ? "" : ",").append("http://127.0.0.1:").append(worker());
        }
        Path base = Files.createTempDirectory("flood");
        try (TestBalancer balancer = new TestBalancer(base, urls.toString())) {
            balancer.awaitServing(4);
            AtomicLong served = new AtomicLong();
            AtomicBoolean stop = new AtomicBoolean();
            AtomicLong strangers = new AtomicLong(hosts);
            List<Thread> real = new ArrayList<>();
            for (int i = 0; i < REAL_CLIENTS; i++) {
                real.add(client(balancer, paced(intervalNanos, () -> stop.get() ? null : realHost()), served));
            }
            TimeUnit.SECONDS.sleep(10);
            rate("before", served, 10);
            // What four more connections take from them, whomever they ask for.
            AtomicBoolean enough = new AtomicBoolean();
            List<Thread> more = new ArrayList<>();
            for (int i = 0; i < STRANGERS; i++) {
                more.add(client(balancer, () -> enough.get() ? null : realHost(), new AtomicLong()));
            }
            rate("beside as many clients of real sites", served, 10);
            enough.set(true);
            for (Thread thread : more) {
                thread.join();
            }
            long start = System.nanoTime();
            List<Thread> flood = new ArrayList<>();
            for (int i = 0; i < STRANGERS; i++) {
                flood.add(client(
                        balancer,
                        () -> strangers.decrementAndGet() < 0
                                ? null
                                : "www."
                                        + Long.toHexString(
                                                ThreadLocalRandom.current().nextLong()) + ".example",
                        new AtomicLong()));
            }
            served.set(0);
            for (Thread thread : flood) {
                thread.join();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("during: %.0f real, %.0f strange requests/s%n", served.get() / seconds, hosts / seconds);
            rate("after", served, 10);
            stop.set(true);
            for (Thread thread : real) {
                thread.join();
            }
            System.gc();
            long heap =
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            System.out.printf(
                    "heap after a full collection: %d MB, classes %d%n",
                    heap >> 20, balancer.context().pool().status().classes());
        }
        System.exit(0);
    }

    private static String realHost() {
        return "real" + ThreadLocalRandom.current().nextInt(50) + ".example";
    }

    private static void rate(String when, AtomicLong served, int seconds) throws InterruptedException {
        served.set(0);
        TimeUnit.SECONDS.sleep(seconds);
        System.out.printf("%s: %d real requests/s%n", when, served.get() / seconds);
    }

    private static int worker() throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                boolean management = request.getHttpURI().getPath().startsWith("/.resumelb");
                response.setStatus(management ? 404 : 200);
                Content.Sink.write(response, true, "ok", callback);
                return true;
            }
        });
        server.start();
        return connector.getLocalPort();
    }

    /** Whom to ask for next; {@code null} to end. */
    private interface Hosts {
        @Nullable
        String next();
    }

    /** The same hosts, at most one each interval; late ones follow at once. */
    private static Hosts paced(long intervalNanos, Hosts hosts) {
        long[] due = {System.nanoTime()};
        return () -> {
            due[0] += intervalNanos;
            while (intervalNanos > 0 && due[0] - System.nanoTime() > 0) {
                LockSupport.parkNanos(due[0] - System.nanoTime());
            }
            return hosts.next();
        };
    }

    private static Thread client(TestBalancer balancer, Hosts hosts, AtomicLong served) {
        Thread thread = new Thread(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), balancer.port())) {
                InputStream in = socket.getInputStream();
                for (String host = hosts.next(); host != null; host = hosts.next()) {
                    String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                    String head = RequestHead.read(in);
                    if (!head.startsWith("HTTP/1.1 200")) {
                        throw new IOException(head);
                    }
                    in.readNBytes(2);
                    served.incrementAndGet();
                }
            } catch (IOException e) {
                System.out.println("failed: " + e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
