package org.resumelb.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts and times the requests that come through load balancers. Thread-safe. */
final class RequestMeter {

    static final String CLASS_HEADER = "Resumelb-Class";
    static final String CLASSIFIER_HEADER = "Resumelb-Classifier";

    private static final int LONGEST_FINGERPRINT = 256;
    private static final double NANOS_PER_SECOND = 1e9;

    private final ResumeKeeper keeper;
    private final TraceLog traceLog;
    private final LongSupplier nanoClock;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder arrivals = new LongAdder();

    RequestMeter(ResumeKeeper keeper, TraceLog traceLog, LongSupplier nanoClock) {
        this.keeper = keeper;
        this.traceLog = traceLog;
        this.nanoClock = nanoClock;
    }

    /** Requests from load balancers that are in this webapp now. */
    int inFlight() {
        return inFlight.get();
    }

    long nanoTime() {
        return nanoClock.getAsLong();
    }

    /** The number of requests that have come through load balancers. */
    long arrivals() {
        return arrivals.sum();
    }

    /** Starts measuring, or returns null for a request that did not come through a load balancer. */
    @Nullable
    Measurement arrived(HttpServletRequest request, HttpServletResponse response) {
        String encoded = request.getHeader(CLASS_HEADER);
        if (encoded == null) {
            return null;
        }
        long now = nanoClock.getAsLong();
        int epoch = keeper.watch().epochAt(fingerprint(request), now);
        String requestClass = epoch == ClassifierWatch.IGNORED ? null : ClassName.decode(encoded);
        inFlight.incrementAndGet();
        arrivals.increment();
        return new Measurement(this, request, response, new Measurement.Arrival(requestClass, epoch, now));
    }

    private static @Nullable String fingerprint(HttpServletRequest request) {
        String fingerprint = request.getHeader(CLASSIFIER_HEADER);
        boolean usable = fingerprint != null && !fingerprint.isBlank() && fingerprint.length() <= LONGEST_FINGERPRINT;
        return usable ? fingerprint : null;
    }

    /** Called once for each measurement. */
    void ended(Measurement measurement) {
        long now = nanoClock.getAsLong();
        int others = inFlight.decrementAndGet();
        Measurement.Arrival arrival = measurement.arrival();
        String requestClass = arrival.requestClass();
        if (requestClass == null) {
            return;
        }
        double seconds = (now - arrival.atNanos()) / NANOS_PER_SECOND;
        Outcome outcome = measurement.outcome();
        double missSeconds = measurement.missNanos() / NANOS_PER_SECOND;
        keeper.record(new Sample(arrival.epoch(), requestClass, seconds, outcome, missSeconds, now));
        traceLog.add(requestClass, seconds, measurement.status(), others);
    }
}
