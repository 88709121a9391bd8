package org.resumelb.jetty.resume;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Resume;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the load balancer hears of one worker. It holds the worker's résumé stream open and tells the pool what comes
 * in; the stream's end takes the worker out of service until the next attempt succeeds. A worker that speaks HTTP but
 * has no résumé is in service as unskilled, and asked again from time to time.
 *
 * <p>Thread-safe. At most one attempt is under way; its events come one at a time, and only the next attempt's
 * beginning or {@link #stop} can overtake them.
 */
final class ResumeStream {
    /** A worker sends something each second; one that is silent for longer than this does not serve. */
    static final long SILENCE_MILLIS = 5_000;

    static final long POLL_MILLIS = 5_000;

    /** A timer may be this much early. */
    private static final long TIMER_SLACK_NANOS = 50_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(ResumeStream.class);

    private final StreamContext context;
    private final WorkerAddress address;
    private final Worker worker;
    private final Backoff backoff;
    private final AtomicReference<@Nullable Attempt> current = new AtomicReference<>();
    private final AtomicReference<Scheduler.@Nullable Task> next = new AtomicReference<>();
    private final CountDownLatch firstNews = new CountDownLatch(1);
    private volatile @Nullable Long withdrawnSince;
    private volatile boolean stopped;
    private volatile boolean connected;
    private volatile boolean loggedLoss;
    private volatile boolean loggedRefusal;

    ResumeStream(StreamContext context, WorkerAddress address, Worker worker) {
        this.context = context;
        this.address = address;
        this.worker = worker;
        this.backoff = new Backoff(context.random());
    }

    WorkerAddress address() {
        return address;
    }

    Worker worker() {
        return worker;
    }

    /** Waits, for a limited time, until the worker was heard for the first time or could not be reached. */
    void awaitFirstNews(long limitNanos) throws InterruptedException {
        // Past the limit all others have had their time as well.
        var unused = firstNews.await(limitNanos, TimeUnit.NANOSECONDS);
    }

    /** Begins an attempt unless one is under way. */
    void connect() {
        if (stopped) {
            return;
        }
        cancel(next.getAndSet(null));
        Attempt attempt = new Attempt(this, context.parser());
        if (current.compareAndSet(null, attempt)) {
            attempt.send(request());
            if (stopped) {
                attempt.abort();
            }
        }
    }

    private Request request() {
        // The host is set apart: a URI takes a name with an underscore for none.
        String origin = address.scheme() + "://worker:" + address.port();
        Request request = context.client()
                .newRequest(origin + address.context() + context.managementPath() + "/resume")
                .host(address.host())
                .version(address.protocol().isHttp2() ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                .idleTimeout(SILENCE_MILLIS, TimeUnit.MILLISECONDS)
                .headers(headers -> headers.put(HttpHeader.ACCEPT, "text/event-stream, application/json;q=0.5"));
        String token = context.token();
        if (token != null) {
            request.headers(headers -> headers.put(HttpHeader.AUTHORIZATION, "Bearer " + token));
        }
        return request;
    }

    /** Discovery reports the worker no more; returns whether that is new. Called by one thread at a time, as below. */
    boolean withdrawn() {
        boolean fresh = withdrawnSince == null;
        if (fresh) {
            withdrawnSince = System.nanoTime();
        }
        return fresh;
    }

    /** Discovery reports the worker; returns whether it did not before. */
    boolean returned() {
        boolean fresh = withdrawnSince != null;
        withdrawnSince = null;
        return fresh;
    }

    /** Whether the worker has been away for as long as this, or nearly. */
    boolean isOverdue(long nanos) {
        Long since = withdrawnSince;
        return since != null && System.nanoTime() - since >= nanos - TIMER_SLACK_NANOS;
    }

    /** Ends the stream for good. The pool is told by whoever stops it. */
    void stop() {
        stopped = true;
        cancel(next.getAndSet(null));
        Attempt attempt = current.get();
        if (attempt != null) {
            attempt.abort();
        }
    }

    /** A whole résumé came. */
    void heard(Resume resume) {
        if (!stopped) {
            backoff.reset();
            context.pool().connected(worker, believed(resume));
            logConnected(resume.skills().size());
            firstNews.countDown();
        }
    }

    /** Changed skills came. */
    void heardSkills(Resume delta) {
        if (connected) {
            context.pool().learn(worker, believed(delta).skills());
        }
    }

    void heardLoad(int inFlight) {
        if (connected) {
            context.pool().load(worker, inFlight);
        }
    }

    /** The worker speaks HTTP, but not of itself. */
    void heardNothingOfUse(String why) {
        if (!stopped && !connected) {
            backoff.reset();
            context.pool().connected(worker, Resume.EMPTY);
            connected = true;
            LOG.info("Worker {} is used as unskilled: {}", worker, why);
            firstNews.countDown();
        }
    }

    /** What came is no résumé; what was known stays. */
    void refused(IllegalArgumentException error) {
        if (!loggedRefusal) {
            loggedRefusal = true;
            LOG.warn("Worker {} sent a résumé that is refused: {}", worker, error.getMessage());
        }
        heardNothingOfUse("its résumé is refused");
    }

    private Resume believed(Resume resume) {
        String learntUnder = resume.classifier();
        boolean stale =
                learntUnder != null && !learntUnder.equals(context.fingerprint().get());
        return stale
                ? new Resume(resume.worker(), resume.generation(), learntUnder, resume.inFlight(), Map.of())
                : resume;
    }

    private void logConnected(int skills) {
        if (!connected) {
            LOG.info("Worker {} is connected, skilled at {} classes", worker, skills);
        }
        connected = true;
        loggedLoss = false;
    }

    /** An attempt is over. */
    void ended(Attempt attempt, boolean lost, String why) {
        firstNews.countDown();
        if (stopped) {
            return;
        }
        if (lost) {
            lose(why);
        }
        // Only now: what the next attempt hears must not be undone by this one's end.
        current.compareAndSet(attempt, null);
        long pauseMillis = lost ? backoff.nextPauseMillis() : POLL_MILLIS;
        cancel(next.getAndSet(context.scheduler().schedule(this::connect, pauseMillis, TimeUnit.MILLISECONDS)));
    }

    private static void cancel(Scheduler.@Nullable Task task) {
        if (task != null) {
            task.cancel();
        }
    }

    private void lose(String why) {
        context.pool().disconnected(worker);
        connected = false;
        if (!loggedLoss) {
            loggedLoss = true;
            LOG.warn("Worker {} is not in service: {}", worker, why);
        }
    }
}
