package org.resumelb.jetty.proxy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Requests that wait for a worker, oldest first, holding no thread. Each leaves exactly once: woken, timed out or
 * cancelled. Thread-safe without a lock: whoever claims an entry first takes it out.
 */
public final class WaitingRequests {
    /** More than one, since whoever is woken may have no use for the room there is. */
    private static final int SOME = 4;

    private final int max;
    private final Scheduler scheduler;
    private final AtomicInteger count = new AtomicInteger();
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

    /** Makes a queue of at most {@code max} requests. */
    public WaitingRequests(int max, Scheduler scheduler) {
        this.max = max;
        this.scheduler = scheduler;
    }

    /** How many wait. */
    public int size() {
        return count.get();
    }

    /**
     * Lets a request wait.
     *
     * @param onWake called once with whether a worker may be there, or {@code false} after the timeout
     * @return the entry; {@code null} when too many wait already
     */
    @Nullable
    Entry add(long timeoutMillis, Waiter onWake) {
        if (count.incrementAndGet() > max) {
            count.decrementAndGet();
            return null;
        }
        Entry entry = new Entry(onWake);
        entries.add(entry);
        Scheduler.Task timeout = scheduler.schedule(() -> entry.leave(false), timeoutMillis, TimeUnit.MILLISECONDS);
        entry.timeout = timeout;
        if (entry.left.get()) {
            // It left before there was a timeout to cancel.
            timeout.cancel();
        }
        return entry;
    }

    /** Wakes every request that waits now; one that finds no worker waits again. */
    public void wakeAll() {
        List<Entry> waiting = new ArrayList<>(entries);
        waiting.forEach(entry -> entry.leave(true));
    }

    /** Wakes the few that have waited longest; one that finds no worker waits again, behind all others. */
    public void wakeSome() {
        Iterator<Entry> oldestFirst = entries.iterator();
        for (int i = 0; i < SOME && oldestFirst.hasNext(); i++) {
            oldestFirst.next().leave(true);
        }
    }

    /** What to do with a request whose waiting is over. */
    @FunctionalInterface
    interface Waiter {
        void woken(boolean workerMayBeThere);
    }

    /** One request's place among those that wait. */
    final class Entry {
        private final Waiter onWake;
        private final AtomicBoolean left = new AtomicBoolean();
        private volatile Scheduler.@Nullable Task timeout;

        private Entry(Waiter onWake) {
            this.onWake = onWake;
        }

        private void leave(boolean workerMayBeThere) {
            if (cancel()) {
                onWake.woken(workerMayBeThere);
            }
        }

        /** Leaves without being woken; returns whether it still waited. */
        boolean cancel() {
            if (!left.compareAndSet(false, true)) {
                return false;
            }
            entries.remove(this);
            count.decrementAndGet();
            Scheduler.Task task = timeout;
            if (task != null) {
                task.cancel();
            }
            return true;
        }
    }
}
