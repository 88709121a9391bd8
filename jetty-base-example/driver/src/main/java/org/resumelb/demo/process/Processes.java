package org.resumelb.demo.process;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * All processes that the demo has started and not yet stopped. Closing it, which the shutdown hook may do at any moment,
 * stops them all and lets no new one start. Thread-safe.
 */
public final class Processes implements AutoCloseable {
    private static final long GRACE_MILLIS = 4_000;

    /** The last one started comes first; guarded by this. */
    private final Deque<Process> running = new ArrayDeque<>();
    /** Guarded by this. */
    private boolean closed;

    /** No processes yet. */
    public Processes() {}

    synchronized Process start(ProcessBuilder builder) throws IOException {
        if (closed) {
            throw new DemoException("stopped");
        }
        Process process = builder.start();
        running.push(process);
        return process;
    }

    /** Stops all processes started so far; new ones may be started afterwards. */
    public void stopAll() {
        List<Process> stopping;
        synchronized (this) {
            stopping = new ArrayList<>(running);
            running.clear();
        }
        stopping.forEach(Process::destroy);
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        for (Process process : stopping) {
            awaitEnd(process, deadlineNanos);
        }
    }

    private static void awaitEnd(Process process, long deadlineNanos) {
        try {
            if (process.waitFor(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        stopAll();
    }
}
