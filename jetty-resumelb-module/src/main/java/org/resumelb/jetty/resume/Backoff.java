package org.resumelb.jetty.resume;

import java.util.function.DoubleSupplier;

/**
 * Pauses between attempts: each twice the one before up to a limit, then stretched or shortened by up to half by
 * chance, so that many load balancers do not return to a worker at the same instant. Not thread-safe.
 */
final class Backoff {
    static final long FIRST_MILLIS = 100;
    static final long LIMIT_MILLIS = 2_000;

    private final DoubleSupplier random;
    private long nextMillis = FIRST_MILLIS;

    /** Makes pauses with a source of numbers from 0 to 1. */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    long nextPauseMillis() {
        long pause = nextMillis;
        nextMillis = Math.min(2 * pause, LIMIT_MILLIS);
        return Math.round(pause * (0.5 + random.getAsDouble()));
    }

    void reset() {
        nextMillis = FIRST_MILLIS;
    }
}
