package org.resumelb.jetty.resume;

import java.util.function.DoubleSupplier;

/**
 * Pauses between attempts. Each is twice as long as the one before, up to a limit, and then randomly lengthened or
 * shortened by up to half, so that many load balancers do not return to a worker at the same instant. Not thread-safe.
 */
final class Backoff {
    static final long FIRST_MILLIS = 100;
    static final long LIMIT_MILLIS = 2_000;

    private final DoubleSupplier random;
    private final long firstMillis;
    private final long limitMillis;
    private long nextMillis;

    /** Creates the pauses before a lost worker is asked again, with a source of random numbers from 0 to 1. */
    Backoff(DoubleSupplier random) {
        this(random, FIRST_MILLIS, LIMIT_MILLIS);
    }

    Backoff(DoubleSupplier random, long firstMillis, long limitMillis) {
        this.random = random;
        this.firstMillis = firstMillis;
        this.limitMillis = limitMillis;
        this.nextMillis = firstMillis;
    }

    long nextPauseMillis() {
        long pause = nextMillis;
        nextMillis = Math.min(2 * pause, limitMillis);
        return Math.round(pause * (0.5 + random.getAsDouble()));
    }

    void reset() {
        nextMillis = firstMillis;
    }
}
