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
import org.resumelb.text.Excerpt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the load balancer hears from one worker. It keeps the worker's résumé stream open and passes what arrives to the
 * pool; the end of the stream takes the worker out of service until the next attempt succeeds. A worker that speaks
 * HTTP but has no résumé is in service as unskilled, and asked again from time to time.
 *
 * <p>Thread-safe. At most one attempt is under way; its events come one at a time, and only the beginning of the next
 * attempt or {@link #stop} can overtake them.
 */
final class ResumeStream {
    /** A worker sends something each second; one that is silent for longer than this does not serve. */
    static final long SILENCE_MILLIS = 5_000;

    static final long POLL_MILLIS = 5_000;

    /** The longest pause before a worker whose résumés are refused is asked again. */
    static final long REFUSAL_LIMIT_MILLIS = 300_000;

    /** A timer may fire this much early. */
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
    private final Backoff refusals;
    private final ServiceTime service;
    private volatile Trouble trouble = Trouble.NONE;
    private volatile boolean loggedLoss;
    private volatile boolean loggedFlapping;
    private volatile boolean loggedRefusal;

    ResumeStream(StreamContext context, WorkerAddress address, Worker worker) {
        this.context = context;
        this.address = address;
        this.worker = worker;
        this.backoff = new Backoff(context.random());
        this.refusals = new Backoff(context.random(), POLL_MILLIS, REFUSAL_LIMIT_MILLIS);
        this.service = new ServiceTime(context.nanoClock());
    }

    WorkerAddress address() {
        return address;
    }

    /** Why there is no résumé, in a few words; empty if there is one. */
    String reason() {
        return trouble.reason();
    }

    Worker worker() {
        return worker;
    }

    /** Waits, for a limited time, until the worker has been heard for the first time or could not be reached. */
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
        Attempt attempt = new Attempt(this, context.parser(), address.protocol().isHttp2());
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
                .headers(headers -> headers.put(HttpHeader.ACCEPT, "text/event-stream, application/json;q=0.5")
                        .put(HttpHeader.ACCEPT_ENCODING, "identity"));
        String token = context.token();
        if (token != null) {
            request.headers(headers -> headers.put(HttpHeader.AUTHORIZATION, "Bearer " + token));
        }
        return request;
    }

    /**
     * Discovery no longer reports the worker; returns whether this is new. Called by one thread at a time, like the
     * methods below.
     */
    boolean withdrawn() {
        boolean fresh = withdrawnSince == null;
        if (fresh) {
            withdrawnSince = System.nanoTime();
        }
        return fresh;
    }

    /** Discovery reports the worker; returns whether it did not do so before. */
    boolean returned() {
        boolean fresh = withdrawnSince != null;
        withdrawnSince = null;
        return fresh;
    }

    /** Whether the worker has been away for at least about this long. */
    boolean isOverdue(long nanos) {
        Long since = withdrawnSince;
        return since != null && System.nanoTime() - since >= nanos - TIMER_SLACK_NANOS;
    }

    /** Ends the stream for good. The caller informs the pool. */
    void stop() {
        stopped = true;
        cancel(next.getAndSet(null));
        Attempt attempt = current.get();
        if (attempt != null) {
            attempt.abort();
        }
    }

    /** A complete résumé arrived. */
    void heard(Resume resume) {
        if (!stopped) {
            service.begin();
            trouble = Trouble.NONE;
            context.pool().connected(worker, believed(resume));
            enterService("is connected, skilled at " + resume.skills().size() + " classes");
        }
    }

    /** Changed skills arrived. */
    void heardSkills(Resume delta) {
        if (connected) {
            context.pool().learn(worker, believed(delta).skills());
        }
    }

    void heardLoad(int inFlight) {
        if (connected) {
            context.pool().load(worker, inFlight);
            settle();
        }
    }

    private void enterService(String how) {
        if (!connected && !service.isFlapping()) {
            LOG.info("Worker {} {}", worker, how);
        }
        connected = true;
        loggedLoss = false;
        settle();
        firstNews.countDown();
    }

    private void settle() {
        if (service.recovered()) {
            LOG.info("Worker {} now stays connected", worker);
        }
    }

    /** The worker speaks HTTP, but has no résumé. */
    void heardNothingOfUse(Trouble why) {
        if (stopped) {
            return;
        }
        boolean news = !why.equals(trouble);
        trouble = why;
        if (!connected) {
            service.begin();
            context.pool().connected(worker, Resume.EMPTY);
            connected = true;
        }
        if (news && !service.isFlapping()) {
            LOG.warn("Worker {} is used as unskilled: {}", worker, why.sentence());
        }
        firstNews.countDown();
    }

    /** What arrived is not a valid résumé; the known one stays. */
    void refused(IllegalArgumentException error) {
        String why = String.valueOf(error.getMessage());
        if (!loggedRefusal) {
            loggedRefusal = true;
            LOG.warn("Worker {} sent a résumé that was refused: {}", worker, Excerpt.of(why));
        }
        if (connected) {
            trouble = Trouble.refused(why);
        } else {
            heardNothingOfUse(Trouble.refused(why));
        }
    }

    private Resume believed(Resume resume) {
        String learntUnder = resume.classifier();
        boolean stale =
                learntUnder != null && !learntUnder.equals(context.fingerprint().get());
        return stale
                ? new Resume(resume.worker(), resume.generation(), learntUnder, resume.inFlight(), Map.of())
                : resume;
    }

    /** An attempt has ended. */
    void ended(Attempt attempt, Attempt.End end, Trouble why) {
        firstNews.countDown();
        if (stopped) {
            return;
        }
        boolean lost = end == Attempt.End.LOST || end == Attempt.End.STOPPED;
        if (lost) {
            lose(end, why);
        }
        // Only now: what the next attempt hears must not be undone by this one's end.
        current.compareAndSet(attempt, null);
        long pauseMillis = pauseMillis(end);
        cancel(next.getAndSet(context.scheduler().schedule(this::connect, pauseMillis, TimeUnit.MILLISECONDS)));
    }

    private long pauseMillis(Attempt.End end) {
        return switch (end) {
            case ANSWERED -> {
                refusals.reset();
                yield POLL_MILLIS;
            }
            case REFUSED -> refusals.nextPauseMillis();
            case STOPPED, LOST -> backoff.nextPauseMillis();
        };
    }

    private static void cancel(Scheduler.@Nullable Task task) {
        if (task != null) {
            task.cancel();
        }
    }

    private void lose(Attempt.End end, Trouble why) {
        context.pool().disconnected(worker);
        connected = false;
        trouble = why;
        if (service.end()) {
            backoff.reset();
            refusals.reset();
        }
        if (!loggedLoss) {
            loggedLoss = true;
            logLoss(end, why);
        }
    }

    private void logLoss(Attempt.End end, Trouble why) {
        if (service.isFlapping()) {
            if (!loggedFlapping) {
                LOG.warn(
                        "Worker {} comes and goes; this is not logged again until it stays: {}",
                        worker,
                        why.sentence());
            }
            loggedFlapping = true;
            return;
        }
        loggedFlapping = false;
        if (end == Attempt.End.STOPPED) {
            LOG.info("Worker {} is not in service: {}", worker, why.sentence());
        } else {
            LOG.warn("Worker {} is not in service: {}", worker, why.sentence());
        }
    }
}
