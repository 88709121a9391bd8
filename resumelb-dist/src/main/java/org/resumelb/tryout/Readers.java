package org.resumelb.tryout;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** People who read one front page after the other, with a short pause in between. Thread-safe. */
final class Readers implements AutoCloseable {
    private static final int READERS = 8;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LongAdder pages = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile boolean done;

    /** Lets them read. */
    Readers(int port, int sites) {
        for (int i = 0; i < READERS; i++) {
            SplittableRandom chance = new SplittableRandom(i);
            Thread thread = new Thread(() -> read(port, sites, chance), "reader-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void read(int port, int sites, SplittableRandom chance) {
        URI uri = URI.create("http://127.0.0.1:" + port + "/");
        while (!done) {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Host", "site" + chance.nextInt(sites) + ".example")
                    .timeout(PATIENCE)
                    .build();
            try {
                int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                (status == 200 ? pages : failures).increment();
            } catch (IOException e) {
                failures.increment();
            } catch (InterruptedException e) {
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    long pages() {
        return pages.sum();
    }

    long failures() {
        return failures.sum();
    }

    @Override
    public void close() {
        done = true;
        threads.forEach(Thread::interrupt);
    }
}
