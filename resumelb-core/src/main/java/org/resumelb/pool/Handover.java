package org.resumelb.pool;

import java.util.concurrent.TimeUnit;

/** How a worker's classes leave it before it is drained: one after the other, evenly over a time. Immutable. */
record Handover(long startNanos, long durationNanos) {
    static Handover of(long startNanos, int seconds) {
        return new Handover(startNanos, TimeUnit.SECONDS.toNanos(seconds));
    }

    /** Whether a class that the worker knows is still its own. Each class leaves at an instant of its own. */
    boolean keeps(String requestClass, long nowNanos) {
        return HashFraction.of(requestClass) * durationNanos > nowNanos - startNanos;
    }

    long remainingNanos(long nowNanos) {
        return Math.max(0, startNanos + durationNanos - nowNanos);
    }
}
