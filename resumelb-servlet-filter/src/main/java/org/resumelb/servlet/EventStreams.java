package org.resumelb.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells all listening load balancers what changed, once a second, together with the heartbeat.
 *
 * <p>What is sent, to whom and in which order is decided on one thread, that of the given executor; it never waits for
 * a load balancer. A message is encoded once for all. There is no queue for a load balancer that does not read: it is
 * marked and gets the whole résumé when it reads again; if that takes too long, its stream is closed.
 */
final class EventStreams {

    static final int MOST_STREAMS = 64;

    private static final System.Logger LOGGER = System.getLogger(EventStreams.class.getName());
    private static final long BEAT_MILLIS = 1000;
    private static final long LONGEST_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final ResumeKeeper keeper;
    private final RequestMeter meter;
    private final LongSupplier nanoClock;
    private final ScheduledExecutorService executor;
    private final ResumeJson json;
    private final List<EventStream> streams = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;
    private volatile @Nullable ScheduledFuture<?> beating;

    EventStreams(ResumeKeeper keeper, RequestMeter meter, LongSupplier nanoClock, ScheduledExecutorService executor) {
        this.keeper = keeper;
        this.meter = meter;
        this.nanoClock = nanoClock;
        this.executor = executor;
        this.json = new ResumeJson(keeper.worker());
    }

    void start() {
        beating = executor.scheduleAtFixedRate(this::guardedBeat, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Ends all streams and opens no new ones: load balancers stop sending new requests. */
    void retire() {
        stopped = true;
        streams.forEach(EventStream::close);
    }

    /** Ends all streams. The caller owns the executor and stops it. */
    void stop() {
        stopped = true;
        ScheduledFuture<?> beats = beating;
        if (beats != null) {
            beats.cancel(false);
        }
        streams.forEach(EventStream::close);
    }

    /** Responds with a stream that starts with the whole résumé. */
    void open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.isAsyncSupported()) {
            LOGGER.log(
                    Level.WARNING,
                    "a load balancer asks for events, but web.xml declares the filter without async-supported");
            response.setStatus(HttpServletResponse.SC_NOT_IMPLEMENTED);
            return;
        }
        if (stopped || streams.size() >= MOST_STREAMS) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        EventStream stream = new EventStream(async, response.getOutputStream(), streams::remove);
        streams.add(stream);
        stream.start();
        try {
            executor.execute(() -> stream.greet(whole()));
        } catch (RejectedExecutionException e) {
            stream.close();
        }
        // stop() may have been too early to see it.
        if (stopped) {
            stream.close();
        }
    }

    private void guardedBeat() {
        try {
            beat();
        } catch (RuntimeException e) {
            // Thrown on, it would silence the heartbeat for ever.
            LOGGER.log(Level.WARNING, "events of one second were lost", e);
        }
    }

    private void beat() {
        if (streams.isEmpty()) {
            return;
        }
        Announcement news = keeper.takeAnnouncement(nanoClock.getAsLong());
        byte[] load = EventStream.event("load", ResumeJson.load(meter.inFlight()));
        byte[] changed = news == null || news.whole() ? null : event("skills", news.resume());
        byte[] whole = news != null && news.whole() ? event("resume", news.resume()) : null;
        for (EventStream stream : streams) {
            if (!stream.isGreeted()) {
                continue;
            }
            if (stream.isBusy()) {
                stream.missed(news != null);
                closeIfStuck(stream);
                continue;
            }
            if (stream.isBehind() && whole == null) {
                whole = whole();
            }
            byte[] resume = stream.isBehind() || changed == null ? whole : changed;
            stream.send(resume == null ? List.of(load) : List.of(resume, load));
        }
    }

    private void closeIfStuck(EventStream stream) {
        if (stream.busyForNanos(nanoClock.getAsLong()) > LONGEST_SILENCE_NANOS) {
            LOGGER.log(Level.WARNING, "a load balancer does not read its event stream: closed");
            stream.close();
        }
    }

    private byte[] whole() {
        return event("resume", keeper.snapshot(nanoClock.getAsLong()));
    }

    private byte[] event(String name, @Nullable Resume resume) {
        return resume == null ? new byte[0] : EventStream.event(name, json.write(resume, meter.inFlight()));
    }
}
