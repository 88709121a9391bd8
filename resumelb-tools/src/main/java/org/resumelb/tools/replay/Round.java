package org.resumelb.tools.replay;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.log.LogEntry;

/**
 * One replay under way: a closed loop of clients that share a log. The log is guarded by this object's lock, the counters
 * are thread-safe.
 */
final class Round {
    private final HttpClient client;
    private final ReplaySettings settings;
    private final List<URI> origins;
    private final LogSource log;
    private final Tally tally;
    private final CountDownLatch runningClients;
    /** Number of requests created so far, which go to the servers in turn. */
    private final AtomicLong made = new AtomicLong();
    /** Requests that may still be sent; guarded by this. */
    private long remaining;
    /** Why the log could not be read to its end; guarded by this. */
    private @Nullable IOException logFailure;

    Round(HttpClient client, ReplaySettings settings, LogSource log, long requests) {
        this.client = client;
        this.settings = settings;
        this.origins = settings.targets().stream()
                .map(target -> URI.create(target.getScheme() + "://" + target.getRawAuthority()))
                .toList();
        this.log = log;
        this.remaining = requests;
        this.tally = new Tally(settings.errorStatus());
        this.runningClients = new CountDownLatch(settings.concurrency());
    }

    ReplayResult run(ReplayObserver observer) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        for (int i = 0; i < settings.concurrency(); i++) {
            client.getExecutor().execute(this::sendNext);
        }
        while (!runningClients.await(1, TimeUnit.SECONDS)) {
            observer.progress(tally.requests(), tally.errors());
        }
        observer.progress(tally.requests(), tally.errors());
        rethrowLogFailure();
        return tally.result(System.nanoTime() - startNanos);
    }

    private synchronized void rethrowLogFailure() throws IOException {
        if (logFailure != null) {
            throw logFailure;
        }
    }

    private void sendNext() {
        LogEntry entry = nextGet();
        if (entry == null) {
            runningClients.countDown();
            return;
        }
        long startNanos = System.nanoTime();
        try {
            request(entry).send(result -> finished(result, startNanos));
        } catch (RuntimeException e) {
            tally.failed(e);
            client.getExecutor().execute(this::sendNext);
        }
    }

    private synchronized @Nullable LogEntry nextGet() {
        try {
            while (remaining > 0) {
                LogEntry entry = log.next();
                if (entry == null) {
                    remaining = 0;
                } else if (entry.method().equals("GET")) {
                    remaining--;
                    return entry;
                }
            }
        } catch (IOException e) {
            logFailure = e;
            remaining = 0;
        } catch (RuntimeException e) {
            // Whatever it is must end the replay, which waits for its clients.
            logFailure = new IOException("the log cannot be read: " + e, e);
            remaining = 0;
        }
        return null;
    }

    private Request request(LogEntry entry) {
        URI origin = origins.get((int) (made.getAndIncrement() % origins.size()));
        return new RawRequest(client, origin, entry.target())
                .headers(headers -> headers.put(HttpHeader.HOST, entry.host()))
                .timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void finished(Result result, long startNanos) {
        if (result.isFailed()) {
            tally.failed(result.getFailure());
            // Failures may come back before send() returns: a fresh stack keeps a dead target from overflowing it.
            client.getExecutor().execute(this::sendNext);
        } else {
            tally.answered(result.getResponse().getStatus(), System.nanoTime() - startNanos);
            sendNext();
        }
    }
}
