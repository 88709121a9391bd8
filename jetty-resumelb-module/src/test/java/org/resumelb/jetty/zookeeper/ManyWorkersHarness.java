package org.resumelb.jetty.zookeeper;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.resumelb.zookeeper.ZooKeeperServer;

/**
 * Measures, outside the build, how long a load balancer takes to find and connect many workers, and what each takes of
 * its memory. Two processes: {@code workers N} runs ZooKeeper and one server that is N workers, each on a loopback
 * address of its own, with résumés of ten classes and a beat each second; it prints ZooKeeper's address.
 * {@code balancer N ADDRESS} measures.
 */
public final class ManyWorkersHarness {
    private static final String WORKERS = "/resumelb/workers/providers/";

    private ManyWorkersHarness() {}

    /** Runs one of the two processes. */
    public static void main(String[] arguments) throws Exception {
        int workers = Integer.parseInt(arguments[1]);
        if (arguments[0].equals("workers")) {
            serve(workers);
        } else {
            measure(workers, arguments[2]);
        }
        System.exit(0);
    }

    private static void serve(int workers) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, 1, 1);
        server.addConnector(connector);
        server.setHandler(new Beating());
        server.start();
        try (ZooKeeperServer zookeeper = new ZooKeeperServer()) {
            for (int i = 0; i < workers; i++) {
                String address = "127.0." + (1 + i / 200) + "." + (1 + i % 200);
                zookeeper.put(WORKERS + address + ":" + connector.getLocalPort(), "{\"pid\":1,\"version\":\"1\"}");
            }
            System.out.println(zookeeper.connect());
            System.in.read();
        }
    }

    private static void measure(int workers, String connect) throws Exception {
        Path base = Files.createTempDirectory("resumelb");
        // Classes are loaded, and then there is nobody.
        try (FoundBalancer warm = new FoundBalancer(base, connect, "zookeeper.path=/nobody")) {
            long before = usedBytes();
            long start = System.nanoTime();
            try (FoundBalancer balancer = new FoundBalancer(base, connect)) {
                ZooKeeperServer.await("all serve", () -> balancer.balancer().getServingWorkers() == workers);
                double seconds = (System.nanoTime() - start) / 1e9;
                long each = (usedBytes() - before) / workers;
                System.out.printf(
                        Locale.ROOT,
                        "%d workers: %.1f s from start to all connected, %,d bytes of heap each, beside %d%n",
                        workers,
                        seconds,
                        each,
                        warm.members().size());
            }
        }
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Sends a résumé, and then a beat a second. */
    private static final class Beating extends Handler.Abstract {
        private final List<Response> streams = new CopyOnWriteArrayList<>();

        Beating() {
            var unused = Executors.newSingleThreadScheduledExecutor()
                    .scheduleAtFixedRate(this::beat, 1, 1, TimeUnit.SECONDS);
        }

        private void beat() {
            streams.forEach(stream -> send(stream, "event: load\ndata: {\"inFlight\":0}\n\n"));
        }

        private void send(Response stream, String event) {
            Callback onFailure = Callback.from(() -> {}, failure -> streams.remove(stream));
            stream.write(false, ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8)), onFailure);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            if (!Request.getPathInContext(request).equals("/.resumelb/resume")) {
                Content.Sink.write(response, true, "", callback);
                return true;
            }
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
            StringBuilder classes = new StringBuilder();
            for (int i = 0; i < 10; i++) {
                classes.append(i == 0 ? "" : ",")
                        .append("\"site")
                        .append(i)
                        .append(".example\":{\"score\":9.0,\"requests\":9}");
            }
            send(response, "event: resume\ndata: {\"format\":1,\"classes\":{" + classes + "}}\n\n");
            streams.add(response);
            return true;
        }
    }
}
