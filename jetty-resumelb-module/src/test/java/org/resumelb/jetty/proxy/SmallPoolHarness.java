package org.resumelb.jetty.proxy;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What everybody tries first, with real servers: a few workers with small caches, a few hosts, a few clients that ask
 * again when they are answered. Workers report no misses. Arguments: what to try, the policy, and how often.
 *
 * <ul>
 *   <li>{@code cold}: 2 workers that cache 10 of 30 hosts, 40 ms a miss, 4 clients: share of misses in 12 s.
 *   <li>{@code restart}: the same with 15 hosts; then the load balancer starts anew: misses among one request a host, the
 *       workers' caches holding all that they serve.
 *   <li>{@code gone}: the same beside a server that answers 404 to everything: its share of the requests.
 *   <li>{@code verdict}: 3 workers that cache 70 of 180 pages of 60 hosts, 30 ms a miss, 8 clients: hits in steps of 5 s.
 *   <li>{@code worker}, {@code worker-file}: the same; after 20 s one worker is restarted, without and with a résumé file.
 * </ul>
 */
final class SmallPoolHarness {
    private final List<CachingWorker> workers = new ArrayList<>();
    private final Path base;
    private final String policy;
    private int hosts = 30;
    private int pages = 1;
    private int clients = 4;

    private SmallPoolHarness(Path base, String policy) {
        this.base = base;
        this.policy = policy;
    }

    public static void main(String[] arguments) throws Exception {
        int times = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        for (int i = 0; i < times; i++) {
            new SmallPoolHarness(Files.createTempDirectory("small"), arguments[1]).run(arguments[0]);
        }
        System.exit(0);
    }

    private void run(String what) throws Exception {
        switch (what) {
            case "cold", "restart", "gone" -> {
                add(what.equals("gone") ? 1 : 2, what.equals("restart") ? 15 : 10, 38);
                if (what.equals("gone")) {
                    workers.add(new CachingWorker(0, 0, 0, null));
                }
            }
            default -> {
                add(3, 70, 28);
                hosts = 60;
                pages = 3;
                clients = 8;
            }
        }
        if (what.equals("restart")) {
            hosts = 15;
        }
        try (TestBalancer balancer = balancer()) {
            switch (what) {
                case "cold", "restart", "gone" -> steps(balancer, what, 1, 12);
                case "verdict" -> steps(balancer, what, 6, 5);
                default -> {
                    steps(balancer, "before", 2, 10);
                    int port = workers.get(1).port();
                    workers.get(1).close();
                    Path file = what.equals("worker-file") ? base.resolve("resume1") : null;
                    workers.set(1, new CachingWorker(port, 70, 28, file));
                    balancer.awaitServing(3);
                    steps(balancer, "after", 6, 10);
                }
            }
        }
        if (what.equals("restart")) {
            try (TestBalancer again = balancer()) {
                TimeUnit.SECONDS.sleep(2);
                int before = misses();
                for (int host = 0; host < hosts; host++) {
                    ask(again, 1, new Random(host), host, new AtomicBoolean());
                }
                System.out.printf("%s: of %d first requests %d missed%n", policy, hosts, misses() - before);
            }
        }
        workers.forEach(CachingWorker::close);
    }

    private void add(int count, int cached, int missMillis) throws Exception {
        for (int i = 0; i < count; i++) {
            workers.add(new CachingWorker(0, cached, missMillis, base.resolve("resume" + i)));
        }
    }

    private TestBalancer balancer() throws Exception {
        String urls = workers.stream().map(CachingWorker::url).collect(Collectors.joining(","));
        TestBalancer balancer = new TestBalancer(base, urls, "policy=" + policy);
        balancer.awaitServing(workers.size());
        return balancer;
    }

    private int misses() {
        return workers.stream().mapToInt(CachingWorker::misses).sum();
    }

    private int requests() {
        return workers.stream().mapToInt(CachingWorker::requests).sum();
    }

    private void steps(TestBalancer balancer, String name, int count, int seconds) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Random random = new Random(i);
            Thread thread = new Thread(() -> ask(balancer, Integer.MAX_VALUE, random, -1, stop));
            thread.start();
            threads.add(thread);
        }
        for (int i = 0; i < count; i++) {
            int missed = misses();
            int all = requests();
            int ofTheSecond = workers.get(1).requests();
            TimeUnit.SECONDS.sleep(seconds);
            int more = requests() - all;
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s: %.0f requests/s, misses %.3f, share of the second worker %.4f, %s%n",
                    policy,
                    name,
                    (double) more / seconds,
                    (double) (misses() - missed) / more,
                    (double) (workers.get(1).requests() - ofTheSecond) / more,
                    balancer.context().pool().status().affinity());
        }
        stop.set(true);
        for (Thread thread : threads) {
            thread.join(10_000);
        }
    }

    private void ask(TestBalancer balancer, int times, Random random, int only, AtomicBoolean stop) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), balancer.port())) {
            InputStream in = socket.getInputStream();
            for (int i = 0; i < times && !stop.get(); i++) {
                int host = only < 0 ? random.nextInt(hosts) : only;
                String request =
                        "GET /" + random.nextInt(pages) + " HTTP/1.1\r\nHost: host" + host + ".example\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                readAnswer(in);
            }
        } catch (Exception e) {
            System.out.println("a client: " + e);
        }
    }

    private static void readAnswer(InputStream in) throws Exception {
        String head = RequestHead.read(in).toLowerCase(Locale.ROOT);
        @Nullable
        String length = head.lines()
                .filter(line -> line.startsWith("content-length: "))
                .map(line -> line.substring(16).trim())
                .findFirst()
                .orElse(null);
        if (length == null) {
            throw new IllegalStateException("an answer without a length: " + head);
        }
        in.readNBytes(Integer.parseInt(length));
    }
}
