package org.resumelb.endtoend.toolkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AssertionFailureBuilder;

/** Waits for conditions, looking often, for a bounded time. */
public final class Await {
    private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

    private Await() {}

    /** Something that may hold; a failure to find out counts as that it does not. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Waits until a condition holds; fails, naming it, when it does not in time. */
    public static void until(String what, Duration limit, Condition condition) {
        long endNanos = System.nanoTime() + limit.toNanos();
        Exception lastFailure = null;
        do {
            try {
                if (condition.holds()) {
                    return;
                }
                lastFailure = null;
            } catch (Exception e) {
                lastFailure = e;
            }
            LockSupport.parkNanos(POLL_NANOS);
        } while (System.nanoTime() - endNanos < 0);
        AssertionFailureBuilder.assertionFailure()
                .message(what + " (expected: within " + limit.toMillis() + " ms)")
                .cause(lastFailure)
                .buildAndThrow();
    }
}
