package org.resumelb.jetty.zookeeper;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which a link to the tree does everything. A failing task is logged. Thread-safe. */
final class TreeThread {
    private static final Logger LOG = LoggerFactory.getLogger(SharedTree.class);
    private static final long STOP_MILLIS = 5_000;

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "resumelb-zookeeper");
        thread.setDaemon(true);
        return thread;
    });

    void later(Runnable task) {
        later(task, 0);
    }

    /** Runs a task after a delay, but not after the thread has ended. */
    void later(Runnable task, long delayNanos) {
        try {
            var unused = executor.schedule(() -> guarded(task), delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Ended meanwhile.
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("An event from ZooKeeper could not be handled", e);
        }
    }

    /** Runs a last task and ends, waiting a few seconds at most. */
    void end(Runnable last) throws InterruptedException {
        later(() -> {
            try {
                last.run();
            } finally {
                executor.shutdownNow();
            }
        });
        if (!executor.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
            executor.shutdownNow();
        }
    }
}
