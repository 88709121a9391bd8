package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.testing.Await;
import org.resumelb.jetty.testing.CapturedLog;
import org.resumelb.jetty.testing.http2.Field;
import org.resumelb.jetty.testing.http2.Http2Connection;
import org.resumelb.jetty.testing.http2.Http2Stream;

/**
 * Requests that are reset while they wait, because the workers are full or because there is none, over HTTP/1.1 and HTTP/2.
 * Those that are not reset are all served. The properties of {@link ChaosTest} apply.
 */
@Timeout(3_600)
class WaitingChaosTest {
    private static final int GOOD_CLIENTS = 6;
    private static final int LEAVING_CLIENTS = 6;
    private static final int STREAMS_AT_ONCE = 8;
    private static final int PAUSE_MILLIS = 30;

    private final int requests = Integer.getInteger("resumelb.chaos.requests", 8_000) / 16;
    private final long seed = Long.getLong("resumelb.chaos.seed", 1);
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();

    @TempDir
    Path base;

    @Test
    void whoeverIsResetWhileWaitingTakesNothingFromTheOthers() throws Exception {
        try (ChaosWorker one = new ChaosHttp1Worker(seed, 0, new ConcurrentHashMap<>());
                ChaosWorker two = new ChaosHttp2Worker(seed, 0, new ConcurrentHashMap<>());
                TestBalancer balancer =
                        new TestBalancer(base, one.url() + "," + two.url(), "maxConnectionsPerWorker=1");
                CapturedLog log = new CapturedLog()) {
            balancer.awaitServing(2);
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < GOOD_CLIENTS; i++) {
                int client = i;
                clients.add(new Thread(() -> begin(() -> good(balancer, client)), "chaos-good-" + i));
            }
            for (int i = 0; i < LEAVING_CLIENTS; i++) {
                Random random = new Random(seed * 1_000 + i);
                boolean http2 = i % 2 == 0;
                clients.add(new Thread(() -> begin(() -> leaving(balancer, random, http2)), "chaos-leaving-" + i));
            }
            running.set(GOOD_CLIENTS);
            clients.forEach(Thread::start);
            takeWorkersAway(balancer, List.of(name(one), name(two)));
            for (Thread client : clients) {
                client.join();
            }
            assertEquals(List.of(), List.copyOf(complaints));
            balancer.awaitRest();
            Await.until(0, () -> balancer.balancer().getWaiting());
            // The good clients' own are kept for half a minute, or not.
            Await.untilTrue("those who left are gone", () -> balancer.connected() <= GOOD_CLIENTS);
            assertEquals(List.of(), log.linesWith("Exception"), () -> "not dealt with:\n" + log.text());
        }
    }

    /** What a client does; its complaint is kept. */
    private interface Life {
        void live() throws Exception;
    }

    private void begin(Life life) {
        try {
            life.live();
        } catch (Exception | AssertionError e) {
            complaints.add(Thread.currentThread().getName() + ": " + e);
        }
    }

    private static String name(ChaosWorker worker) {
        return worker.url().replaceAll("^http://|;.*$", "");
    }

    /** While good clients are about, there is now and then one worker, and now and then none. */
    private void takeWorkersAway(TestBalancer balancer, List<String> workers) {
        Random random = new Random(seed);
        while (running.get() > 0) {
            List<String> away = random.nextInt(3) == 0 ? workers : workers.subList(random.nextInt(2), 2);
            away.forEach(worker -> balancer.balancer().drain(worker));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(30)));
            away.forEach(worker -> balancer.balancer().undrain(worker));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(100)));
        }
    }

    private void good(TestBalancer balancer, int client) throws Exception {
        try {
            for (int i = 0; i < requests / GOOD_CLIENTS; i++) {
                String target = "/good/" + client + "/" + i;
                HttpResponse<String> answer = balancer.send(
                        HttpRequest.newBuilder(balancer.uri(target)).timeout(Duration.ofSeconds(60)));
                assertTrue(answer.statusCode() == 200 && answer.body().equals(target), () -> target + ": " + answer);
            }
        } finally {
            running.decrementAndGet();
        }
    }

    private void leaving(TestBalancer balancer, Random random, boolean http2) throws Exception {
        while (running.get() > 0) {
            if (http2) {
                leaveOverHttp2(balancer, random);
            } else {
                leave(balancer, random);
            }
            // Those who have left are noticed after a moment; they must not fill the queue.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
    }

    private static void leave(TestBalancer balancer, Random random) throws IOException {
        try (Socket socket = balancer.connect("GET /left HTTP/1.1\r\nHost: h\r\n\r\n")) {
            hesitate(random);
            socket.setSoLinger(true, 0);
        }
    }

    private static void leaveOverHttp2(TestBalancer balancer, Random random) throws IOException {
        try (Http2Connection connection = Http2Connection.to(balancer.port())) {
            List<Http2Stream> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS_AT_ONCE; i++) {
                Http2Stream stream = connection.open();
                stream.head(Field.list(":method", "GET", ":scheme", "http", ":authority", "h", ":path", "/left"), true);
                streams.add(stream);
            }
            for (Http2Stream stream : streams) {
                hesitate(random);
                stream.reset(Http2Stream.CANCEL);
            }
        }
    }

    private static void hesitate(Random random) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(3_000)));
    }
}
