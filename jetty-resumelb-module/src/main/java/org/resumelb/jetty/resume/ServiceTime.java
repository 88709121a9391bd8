package org.resumelb.jetty.resume;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long a worker has been in service, and how often only briefly: service that begins and ends again and again is
 * not a recovery. Thread-safe.
 */
final class ServiceTime {
    /** After this long in service, a worker has recovered. */
    static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** After this many brief services, further ones are not logged until the worker has recovered. */
    private static final int MAX_TOLD = 3;

    private final LongSupplier nanoClock;
    private boolean inService;
    private long sinceNanos;
    private int shortTimes;

    ServiceTime(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    synchronized void begin() {
        if (!inService) {
            inService = true;
            sinceNanos = nanoClock.getAsLong();
        }
    }

    /** The worker is out of service; returns whether it had recovered before. */
    synchronized boolean end() {
        boolean steady = isSteady();
        if (inService) {
            shortTimes = steady ? 0 : shortTimes + 1;
        }
        inService = false;
        return steady;
    }

    synchronized boolean isSteady() {
        return inService && nanoClock.getAsLong() - sinceNanos >= STEADY_NANOS;
    }

    /** Whether its changes of service are no longer logged. */
    synchronized boolean isFlapping() {
        return shortTimes > MAX_TOLD;
    }

    /** Returns whether it was flapping until now and has recovered. */
    synchronized boolean recovered() {
        boolean recovers = isFlapping() && isSteady();
        if (recovers) {
            shortTimes = 0;
        }
        return recovers;
    }
}
