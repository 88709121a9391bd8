package org.resumelb.jetty.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scheduler for tasks most of which are cancelled before they are due, as what watches over a request is: to schedule
 * and to cancel cost a few links in a list, where a heap would be put in order and a thread woken. Tasks run up to
 * {@value #TICK_MILLIS} ms late and never early, one after the other, in a thread of the scheduler behind it; they must
 * not block.
 *
 * <p>Source: G. Varghese and A. Lauck, "Hashed and hierarchical timing wheels" (1987), scheme 6.
 *
 * <p>Thread-safe: each slot's monitor guards its list.
 */
public final class TimingWheel extends AbstractLifeCycle implements Scheduler {
    static final long TICK_MILLIS = 50;
    private static final Logger LOG = LoggerFactory.getLogger(TimingWheel.class);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
    private static final int SLOTS = 512;

    private final Scheduler base;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private final List<Slot> slots = Stream.generate(Slot::new).limit(SLOTS).toList();

    /** The last tick whose tasks were taken. Written by the one task of the scheduler behind. */
    private volatile long passed;

    /** Makes a wheel that a scheduler turns, which is started before it and stopped after it. */
    public TimingWheel(Scheduler base) {
        this(base, System::nanoTime);
    }

    TimingWheel(Scheduler base, LongSupplier nanoTime) {
        this.base = base;
        this.nanoTime = nanoTime;
        startNanos = nanoTime.getAsLong();
    }

    @Override
    protected void doStart() {
        turnLater();
    }

    private void turnLater() {
        var unused = base.schedule(this::turn, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public Task schedule(Runnable task, long delay, TimeUnit unit) {
        long dueNanos = nanoTime.getAsLong() - startNanos + Math.max(0, unit.toNanos(delay));
        long dueTick = dueNanos / TICK_NANOS + 1;
        Slot slot = slot(dueTick);
        Timer timer = new Timer(slot, task, dueTick);
        slot.add(timer);
        if (dueTick <= passed && timer.cancel()) {
            // The wheel turned meanwhile.
            return base.schedule(task, 0, TimeUnit.MILLISECONDS);
        }
        return timer;
    }

    private Slot slot(long tick) {
        return slots.get((int) (tick % SLOTS));
    }

    private void turn() {
        if (!isRunning()) {
            return;
        }
        long now = (nanoTime.getAsLong() - startNanos) / TICK_NANOS;
        // One turn passes all slots, however long it has stood still.
        long from = Math.max(passed + 1, now - SLOTS + 1);
        passed = now;
        for (long tick = from; tick <= now; tick++) {
            slot(tick).take(now).forEach(TimingWheel::run);
        }
        turnLater();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("A task that was due failed", e);
        }
    }

    /** The ring of the tasks of one slot, which its monitor guards; the ring's head itself is no task. */
    private static final class Slot {
        private final Timer head = new Timer(this, () -> {}, -1);

        synchronized void add(Timer timer) {
            timer.next = head;
            timer.previous = head.previous;
            head.previous.next = timer;
            head.previous = timer;
        }

        /** Returns whether it was there. */
        synchronized boolean remove(Timer timer) {
            boolean linked = timer.next != timer;
            timer.previous.next = timer.next;
            timer.next.previous = timer.previous;
            timer.next = timer;
            timer.previous = timer;
            return linked;
        }

        synchronized List<Runnable> take(long now) {
            List<Runnable> due = new ArrayList<>();
            for (Timer timer = head.next; timer != head; ) {
                Timer following = timer.next;
                if (timer.dueTick <= now) {
                    remove(timer);
                    due.add(timer.task);
                }
                timer = following;
            }
            return due;
        }
    }

    /** A task in the ring of its slot, or linked to itself when it is in none. */
    private static final class Timer implements Task {
        private final Slot slot;
        private final Runnable task;
        private final long dueTick;

        // Guarded by the slot.
        private Timer next = this;
        private Timer previous = this;

        Timer(Slot slot, Runnable task, long dueTick) {
            this.slot = slot;
            this.task = task;
            this.dueTick = dueTick;
        }

        @Override
        public boolean cancel() {
            return slot.remove(this);
        }
    }
}
