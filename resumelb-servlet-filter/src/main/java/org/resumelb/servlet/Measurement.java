package org.resumelb.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request from its arrival to its true end: when the filter chain returns or, if the request is asynchronous, when
 * it completes, however often it is dispatched again before. Ends exactly once, on whichever thread comes first.
 *
 * <p>Request and response are kept from the arrival, because some containers no longer provide them in {@code
 * onComplete}.
 */
final class Measurement implements AsyncListener {

    private static final int SERVER_ERROR = 500;

    private final RequestMeter meter;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Arrival arrival;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Outcome broken;

    /**
     * What was known when the request arrived.
     *
     * @param requestClass its class, or null if it is counted but not recorded
     */
    record Arrival(@Nullable String requestClass, int epoch, long atNanos) {}

    Measurement(RequestMeter meter, HttpServletRequest request, HttpServletResponse response, Arrival arrival) {
        this.meter = meter;
        this.request = request;
        this.response = response;
        this.arrival = arrival;
    }

    Arrival arrival() {
        return arrival;
    }

    /**
     * Passes the request on. The response gets a report when its head is sent, or as late as possible here if it was
     * not sent. To be called again for each asynchronous dispatch.
     */
    void passOn(HttpServletRequest passed, HttpServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        ReportingResponse known = ReportingResponse.within(answer);
        ReportingResponse reporting =
                known == null ? new ReportingResponse(answer, new ReportHeader(this, answer)) : known;
        boolean wrap = known == null && passed.isAsyncSupported();
        try {
            chain.doFilter(wrap ? new ReportingRequest(passed, reporting) : passed, known == null ? reporting : answer);
        } finally {
            // Else whoever goes on asynchronously has the response in hand.
            if (!passed.isAsyncStarted()) {
                reporting.report().beforeCommit();
            }
        }
    }

    /** Nanoseconds since the request arrived. */
    long elapsedNanos() {
        return meter.nanoTime() - arrival.atNanos();
    }

    /** Requests in this webapp now, including this one. */
    int inFlight() {
        return meter.inFlight();
    }

    boolean isOver() {
        return ended.get();
    }

    /** The filter chain threw. An asynchronous request may continue until its timeout even so. */
    void threw(Throwable failure) {
        breakWith(failure);
        returned();
    }

    /** The filter chain returned, which ends the request unless it continues asynchronously. */
    void returned() {
        if (ended.get() || (request.isAsyncStarted() && listen())) {
            return;
        }
        end();
    }

    private boolean listen() {
        try {
            request.getAsyncContext().addListener(this);
            return true;
        } catch (IllegalStateException alreadyOver) {
            return false;
        }
    }

    private void breakWith(@Nullable Throwable failure) {
        // The first byte is on its way, so it is the connection that failed rather than the application.
        boolean cut = failure instanceof IOException && response.isCommitted();
        broken = cut ? Outcome.CUT_SHORT : Outcome.FAILED;
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            meter.ended(this);
        }
    }

    Outcome outcome() {
        if (status() >= SERVER_ERROR) {
            return Outcome.FAILED;
        }
        Outcome how = broken;
        return how == null ? Outcome.SERVED : how;
    }

    int status() {
        return response.getStatus();
    }

    /** How long the request spent on cache misses, as reported by the application, or NaN. */
    double missNanos() {
        Object reported = request.getAttribute(ResumeFilter.MISS_NANOS);
        double nanos = reported instanceof Number number ? number.doubleValue() : Double.NaN;
        return nanos >= 0 && !Double.isInfinite(nanos) ? nanos : Double.NaN;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    /**
     * A timeout neither ends the request nor is a failure in itself, since a long poll may well be answered now. The
     * status decides.
     */
    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {
        breakWith(event.getThrowable());
    }

    /** Processing was restarted by a dispatch, which drops all listeners. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
