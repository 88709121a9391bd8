package org.resumelb.jetty.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * What 20 good clients, each with a class of its own, feel of 400 connections that ask for one class, or for one each, as
 * fast as they are answered: 3 workers without a résumé serve 4 requests at a time, 50 ms each. Prints percentiles of the
 * good clients' times in steps of two seconds. Arguments: {@code first}, {@code later} or {@code hosts}, and the policy.
 */
final class AbuseHarness {
    private static final int GOOD = 20;
    private static final int GREEDY = 400;
    private static final int STEPS = 6;
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private AbuseHarness() {}

    public static void main(String[] arguments) throws Exception {
        String how = arguments[0];
        List<Server> workers = new ArrayList<>();
        StringBuilder urls = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            Server worker = worker();
            workers.add(worker);
            urls.append(i == 0 ? "" : ",")
                    .append("http://127.0.0.1:")
                    .append(((ServerConnector) worker.getConnectors()[0]).getLocalPort());
        }
        Path base = Files.createTempDirectory("abuse");
        try (TestBalancer balancer = new TestBalancer(base, urls.toString(), "policy=" + arguments[1])) {
            balancer.awaitServing(3);
            play(balancer, how);
            System.out.printf("waiting %d%n", balancer.context().pool().waiting());
            balancer.awaitRest();
            System.out.printf("backlog %d%n", balancer.balancer().getBacklog());
        }
        for (Server worker : workers) {
            worker.stop();
        }
        System.exit(0);
    }

    private static Server worker() throws Exception {
        Server server = new Server(new QueuedThreadPool(500));
        server.addConnector(new ServerConnector(server));
        Semaphore slots = new Semaphore(4, true);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                if (request.getHttpURI().getPath().startsWith("/.resumelb")) {
                    response.setStatus(404);
                    callback.succeeded();
                    return true;
                }
                slots.acquire();
                try {
                    Thread.sleep(50);
                } finally {
                    slots.release();
                }
                Content.Sink.write(response, true, "ok", callback);
                return true;
            }
        });
        server.start();
        return server;
    }

    private static void play(TestBalancer balancer, String how) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        List<List<Double>> steps = new ArrayList<>();
        for (int i = 0; i < 2 * STEPS; i++) {
            steps.add(new ArrayList<>());
        }
        long start = System.nanoTime();
        boolean first = how.equals("first");
        Runnable good = () -> {
            for (int i = 0; i < GOOD; i++) {
                String host = "good" + i;
                threads.add(client(balancer, host, "127.0.0." + (2 + i), stop, start, steps));
            }
        };
        Runnable greedy = () -> {
            for (int i = 0; i < GREEDY; i++) {
                String host = how.equals("hosts") ? "greedy" + i : "greedy";
                threads.add(client(balancer, host, "127.0.0.1", stop, start, null));
            }
        };
        (first ? greedy : good).run();
        TimeUnit.NANOSECONDS.sleep((first ? 1 : STEPS) * STEP_NANOS);
        (first ? good : greedy).run();
        TimeUnit.NANOSECONDS.sleep(STEPS * STEP_NANOS);
        stop.set(true);
        for (Thread thread : threads) {
            thread.join(10_000);
        }
        for (int i = 0; i < steps.size(); i++) {
            double[] times;
            synchronized (steps) {
                times = steps.get(i).stream().mapToDouble(each -> each).sorted().toArray();
            }
            if (times.length > 0) {
                System.out.printf(
                        "%2d s: %5d requests, p50 %6.1f ms, p99 %6.1f ms, greatest %6.1f ms%n",
                        2 * i,
                        times.length,
                        times[times.length / 2],
                        times[(int) (0.99 * times.length)],
                        times[times.length - 1]);
            }
        }
        System.out.println(Arrays.asList(how, "done"));
    }

    private static Thread client(
            TestBalancer balancer,
            String host,
            String from,
            AtomicBoolean stop,
            long start,
            @Nullable List<List<Double>> steps) {
        Thread thread = new Thread(() -> {
            byte[] request = ("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), balancer.port(), InetAddress.getByName(from), 0)) {
                InputStream in = socket.getInputStream();
                while (!stop.get()) {
                    long sent = System.nanoTime();
                    socket.getOutputStream().write(request);
                    String head = RequestHead.read(in);
                    int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ") + 16;
                    in.readNBytes(Integer.parseInt(head.substring(at, head.indexOf('\r', at))));
                    int step = (int) ((sent - start) / STEP_NANOS);
                    if (steps != null && step < steps.size()) {
                        synchronized (steps) {
                            steps.get(step).add((System.nanoTime() - sent) / 1e6);
                        }
                    }
                }
            } catch (IOException e) {
                System.out.println(host + ": " + e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
