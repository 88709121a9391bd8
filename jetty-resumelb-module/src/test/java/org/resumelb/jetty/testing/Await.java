package org.resumelb.jetty.testing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what other threads bring about, no longer than it takes, and not for ever. */
public final class Await {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Await() {}

    /** Waits until a value is as expected; fails with both after {@value #LIMIT_NANOS} ns. */
    public static <T> void until(T expected, Supplier<? extends T> actual) {
        long start = System.nanoTime();
        T last = actual.get();
        while (!expected.equals(last)) {
            if (System.nanoTime() - start > LIMIT_NANOS) {
                throw new AssertionError("expected: " + expected + " but was in the end: " + last);
            }
            LockSupport.parkNanos(GLANCE_NANOS);
            last = actual.get();
        }
    }

    /** Waits until a condition holds; fails with its description when it does not in time. */
    public static void untilTrue(String what, BooleanSupplier condition) {
        until(what + ": " + true, () -> what + ": " + condition.getAsBoolean());
    }
}
