package org.resumelb.jetty.proxy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolRequest;
import org.resumelb.pool.Receiver;
import org.resumelb.pool.Waiter;

/**
 * One request's wait for a worker, which holds no thread. It ends once: with a lease, refused, too late or cancelled.
 * Thread-safe without a lock: whoever settles it first acts on it.
 */
final class WaitingRequest implements Receiver {
    private final Continuation continuation;
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile @Nullable Waiter waiter;
    private volatile Scheduler.@Nullable Task timeout;

    /** How a request goes on; called by whichever thread ends the wait. */
    interface Continuation {
        void granted(Lease lease);

        /** Too many wait, or it waited too long. */
        void refused();
    }

    WaitingRequest(Continuation continuation) {
        this.continuation = continuation;
    }

    /** Begins to wait; the wait may end before this returns. */
    void begin(Pool pool, PoolRequest request, Scheduler scheduler, long timeoutMillis) {
        Waiter entry = pool.await(request, this);
        waiter = entry;
        if (settled.get()) {
            // Perhaps by cancel(), which found nothing to cancel yet; if it was granted, this does nothing.
            entry.cancel();
            return;
        }
        Scheduler.Task task = scheduler.schedule(this::timeOut, timeoutMillis, TimeUnit.MILLISECONDS);
        timeout = task;
        if (settled.get()) {
            task.cancel();
        }
    }

    @Override
    public void granted(Lease lease) {
        if (settle()) {
            continuation.granted(lease);
        } else {
            lease.close(Outcome.ABORTED);
        }
    }

    @Override
    public void refused() {
        if (settle()) {
            continuation.refused();
        }
    }

    private void timeOut() {
        Waiter entry = waiter;
        if (settle()) {
            if (entry != null) {
                entry.expire();
            }
            continuation.refused();
        }
    }

    /** Gives up waiting; returns whether it still waited: then nobody is told any more. */
    boolean cancel() {
        boolean waited = settle();
        Waiter entry = waiter;
        if (waited && entry != null) {
            entry.cancel();
        }
        return waited;
    }

    private boolean settle() {
        boolean first = settled.compareAndSet(false, true);
        Scheduler.Task task = timeout;
        if (first && task != null) {
            task.cancel();
        }
        return first;
    }
}
