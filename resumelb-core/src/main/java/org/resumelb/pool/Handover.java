package org.resumelb.pool;

import java.util.concurrent.TimeUnit;

/** How classes leave a worker before it is drained: one after the other, evenly over a period of time. Immutable. */
record Handover(long startNanos, long durationNanos) {
    static Handover of(long startNanos, int seconds) {
        return new Handover(startNanos, TimeUnit.SECONDS.toNanos(seconds));
    }

    /** Whether the worker still keeps a class that it knows. Each class leaves at its own instant. */
    boolean keeps(String requestClass, long nowNanos) {
        return HashFraction.of(requestClass) * durationNanos > nowNanos - startNanos;
    }

    long remainingNanos(long nowNanos) {
        return Math.max(0, startNanos + durationNanos - nowNanos);
    }
}
