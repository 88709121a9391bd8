package org.resumelb.jetty.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * Clients that reset their connections while they wait for a worker, among others that stay; then the worker comes. Prints
 * how often each of the others was served, and what is left. Argument: how many reset, in rounds of 250.
 */
final class ResetHarness {
    private static final int AT_A_TIME = 250;
    private static final int STAYING = 200;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

    private ResetHarness() {}

    public static void main(String[] arguments) throws Exception {
        int resets = Integer.parseInt(arguments[0]);
        int port;
        try (ServerSocket reserved = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = reserved.getLocalPort();
        }
        Path base = Files.createTempDirectory("reset");
        try (TestBalancer balancer =
                new TestBalancer(base, "http://127.0.0.1:" + port, "maxWaiting=10000", "waitTimeout=120000")) {
            List<Socket> staying = new ArrayList<>();
            for (int i = 0; i < STAYING / 2; i++) {
                staying.add(ask(balancer, "stays" + i % 20));
            }
            for (int done = 0; done < resets; done += AT_A_TIME) {
                reset(balancer, Math.min(AT_A_TIME, resets - done), staying.size());
            }
            for (int i = STAYING / 2; i < STAYING; i++) {
                staying.add(ask(balancer, "stays" + i % 20));
            }
            awaitWaiting(balancer, STAYING);
            AtomicInteger hits = new AtomicInteger();
            Server worker = worker(port, hits);
            report(staying, hits, balancer);
            worker.stop();
        }
        System.exit(0);
    }

    /** So many ask, wait, and are gone without a word. */
    private static void reset(TestBalancer balancer, int clients, int others) throws Exception {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            sockets.add(ask(balancer, "goes" + i % 50));
        }
        awaitWaiting(balancer, others + clients);
        for (Socket socket : sockets) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private static Socket ask(TestBalancer balancer, String host) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), balancer.port());
        socket.setSoTimeout((int) TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS));
        socket.getOutputStream()
                .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static void awaitWaiting(TestBalancer balancer, int atLeast) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (balancer.context().pool().waiting() < atLeast && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static void report(List<Socket> staying, AtomicInteger hits, TestBalancer balancer) throws Exception {
        int served = 0;
        for (Socket socket : staying) {
            served += RequestHead.read(socket.getInputStream()).startsWith("HTTP/1.1 200") ? 1 : 0;
        }
        balancer.awaitRest();
        System.out.printf(
                "%d of %d that stayed were served; the worker saw %d requests; waiting %d, backlog %d%n",
                served,
                staying.size(),
                hits.get(),
                balancer.context().pool().waiting(),
                balancer.balancer().getBacklog());
    }

    private static Server worker(int port, AtomicInteger hits) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                boolean management = request.getHttpURI().getPath().startsWith("/.resumelb");
                if (!management) {
                    hits.incrementAndGet();
                }
                response.setStatus(management ? 404 : 200);
                Content.Sink.write(response, true, "ok", callback);
                return true;
            }
        });
        server.start();
        return server;
    }
}
