package org.resumelb.jetty.classifier;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.resumelb.classifier.HostClassifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a user's classifier waits for something, as for a database. Classifiers run in the threads that serve all
 * connections, so that one that waits would hold up everybody; requests are then classified in other threads. Thread-safe.
 */
final class WaitingWatch {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingWatch.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long NOTICEABLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** Once, or twice, it may have been the machine. */
    private static final int MAX_WAITS = 3;

    private final boolean trusted;
    private final String description;
    private final AtomicInteger waits = new AtomicInteger();

    WaitingWatch(Object classifier) {
        Package home = classifier.getClass().getPackage();
        this.trusted = HostClassifier.class.getPackage().equals(home) || !THREADS.isCurrentThreadCpuTimeSupported();
        this.description = classifier.toString();
    }

    /** Whether it was seen to wait. */
    boolean hasWaited() {
        return waits.get() >= MAX_WAITS;
    }

    /** A classification begins; {@code null} if nobody need look. */
    @Nullable
    Timing begin() {
        return trusted || hasWaited() ? null : new Timing(System.nanoTime(), THREADS.getCurrentThreadCpuTime());
    }

    /** It has ended. */
    void end(@Nullable Timing timing) {
        if (timing == null) {
            return;
        }
        long nanos = System.nanoTime() - timing.startNanos;
        if (nanos < NOTICEABLE_NANOS || 2 * (THREADS.getCurrentThreadCpuTime() - timing.cpuNanos) > nanos) {
            return;
        }
        if (waits.incrementAndGet() == MAX_WAITS) {
            LOG.warn(
                    "Classifier {} waits, for {} ms just now; from now on requests are classified in threads of their"
                            + " own, which costs time (expected: a classifier that only computes)",
                    description,
                    TimeUnit.NANOSECONDS.toMillis(nanos));
        }
    }

    /** When a classification began, and the time that its thread had computed by then. */
    record Timing(long startNanos, long cpuNanos) {}
}
