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
 * Notices if a user's classifier blocks, for example on a database. Classifiers run on the threads that serve all
 * connections, so one that blocks would hold up everybody; requests are then classified on other threads. Thread-safe.
 */
final class WaitingWatch {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingWatch.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long NOTICEABLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** Once or twice, the machine may have been the cause. */
    private static final int MAX_WAITS = 3;

    private final boolean trusted;
    private final String description;
    private final AtomicInteger waits = new AtomicInteger();

    WaitingWatch(Object classifier) {
        Package home = classifier.getClass().getPackage();
        this.trusted = HostClassifier.class.getPackage().equals(home) || !THREADS.isCurrentThreadCpuTimeSupported();
        this.description = classifier.toString();
    }

    /** Whether it was seen to block. */
    boolean hasWaited() {
        return waits.get() >= MAX_WAITS;
    }

    /** A classification begins; {@code null} if it need not be watched. */
    @Nullable
    Timing begin() {
        return trusted || hasWaited() ? null : new Timing(System.nanoTime(), THREADS.getCurrentThreadCpuTime());
    }

    /** The classification has ended. */
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

    /** When a classification began, and the CPU time of its thread at that moment. */
    record Timing(long startNanos, long cpuNanos) {}
}
