package org.resumelb.jetty.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/** A scheduler whose time passes when a test says so. Thread-safe; tasks run on the thread that lets time pass. */
public final class ManualScheduler extends AbstractLifeCycle implements Scheduler {
    /** Guarded by this. */
    private final List<Planned> planned = new ArrayList<>();

    /** Guarded by this. */
    private long nowMillis;

    @Override
    public synchronized Task schedule(Runnable task, long delay, TimeUnit units) {
        Planned plan = new Planned(nowMillis + units.toMillis(delay), task);
        planned.add(plan);
        return plan;
    }

    /** In how many milliseconds each task that waits is due, soonest first. */
    public synchronized List<Long> delaysMillis() {
        return planned.stream().map(plan -> plan.dueMillis - nowMillis).sorted().toList();
    }

    /** Lets time pass and runs what becomes due, in its order. */
    public void advance(long millis) {
        long until;
        synchronized (this) {
            until = nowMillis + millis;
        }
        for (Planned due = next(until); due != null; due = next(until)) {
            due.task.run();
        }
        synchronized (this) {
            nowMillis = until;
        }
    }

    private synchronized Planned next(long until) {
        Planned first = planned.stream()
                .filter(plan -> plan.dueMillis <= until)
                .min(Comparator.comparingLong(plan -> plan.dueMillis))
                .orElse(null);
        if (first != null) {
            planned.remove(first);
            nowMillis = first.dueMillis;
        }
        return first;
    }

    private final class Planned implements Task {
        private final long dueMillis;
        private final Runnable task;

        Planned(long dueMillis, Runnable task) {
            this.dueMillis = dueMillis;
            this.task = task;
        }

        @Override
        public boolean cancel() {
            synchronized (ManualScheduler.this) {
                return planned.remove(this);
            }
        }
    }
}
