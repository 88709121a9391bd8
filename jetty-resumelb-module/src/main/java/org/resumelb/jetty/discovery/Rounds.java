package org.resumelb.jetty.discovery;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that runs immediately and again after each pause, on its own thread, since it may block. If it fails, this is
 * logged, and it runs again. Started once; thread-safe.
 */
final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final ScheduledThreadPoolExecutor executor;

    /** Starts the first round. */
    Rounds(String name, Runnable task, long pauseMillis) {
        executor = new ScheduledThreadPoolExecutor(1, runnable -> {
            Thread thread = new Thread(runnable, name);
            thread.setDaemon(true);
            return thread;
        });
        var unused = executor.scheduleWithFixedDelay(() -> guarded(name, task), 0, pauseMillis, TimeUnit.MILLISECONDS);
    }

    private static void guarded(String name, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("{} failed and will try again", name, e);
        }
    }

    /** Starts no further round. One under way may end later: what it waits for may not be interruptible. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
