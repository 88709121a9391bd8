package org.resumelb.jetty.classifier;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/**
 * Logs warnings that requests may cause in any number: at most one in ten seconds is logged, the rest are counted.
 * Thread-safe.
 */
public final class BoundedLog {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Logger logger;
    private final AtomicLong quietUntilNanos = new AtomicLong(System.nanoTime());
    private final LongAdder suppressed = new LongAdder();

    public BoundedLog(Logger logger) {
        this.logger = logger;
    }

    /** Logs a warning with its cause, or counts it. */
    void warn(String message, Throwable cause) {
        if (isTime()) {
            logger.warn("{} ({} similar ones not logged)", message, suppressed.sumThenReset(), cause);
        }
    }

    /** Logs a warning, or counts it. */
    public void warn(String message) {
        if (isTime()) {
            logger.warn("{} ({} similar ones not logged)", message, suppressed.sumThenReset());
        }
    }

    private boolean isTime() {
        long now = System.nanoTime();
        long until = quietUntilNanos.get();
        boolean time = now - until >= 0 && quietUntilNanos.compareAndSet(until, now + PAUSE_NANOS);
        if (!time) {
            suppressed.increment();
        }
        return time;
    }
}
