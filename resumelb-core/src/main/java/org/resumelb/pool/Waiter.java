package org.resumelb.pool;

import org.jspecify.annotations.Nullable;

/**
 * A request that waits for a worker. Waiting ends once: by a grant, a refusal or a cancellation, whichever comes first.
 * Thread-safe; the mutable state is guarded by the pool's lock.
 */
public final class Waiter {
    final PoolRequest request;
    final Receiver receiver;

    /** Position in the order of arrival. */
    final long number;

    final long arrivedNanos;

    private final Operations operations;

    private @Nullable Choice choice;
    private @Nullable Policy chooser;
    private @Nullable FairQueue queue;
    private int clientClasses = 1;

    Waiter(Operations operations, PoolRequest request, Receiver receiver, Arrival arrival) {
        this.operations = operations;
        this.request = request;
        this.receiver = receiver;
        this.number = arrival.number;
        this.arrivedNanos = arrival.nanos;
    }

    /** Position in the order of arrival, and time of arrival. */
    record Arrival(long number, long nanos) {}

    /**
     * Stops waiting because it took too long; observers see a refusal.
     *
     * @return the same as {@link #cancel}
     */
    public boolean expire() {
        boolean waited = cancel();
        if (waited) {
            operations.listeners().refused(PoolObserver.Refusal.TIMEOUT);
        }
        return waited;
    }

    /**
     * Stops waiting.
     *
     * @return whether it was still waiting; if so, the receiver will not be called
     */
    public boolean cancel() {
        return operations.cancel(this);
    }

    boolean isWaiting() {
        return queue != null;
    }

    /** The queue that it is in; {@code null} if it no longer waits. */
    @Nullable
    FairQueue queue() {
        return queue;
    }

    /** The worker that it waits for, as its policy chose; {@code null} if any will do. */
    @Nullable
    Choice choice() {
        return choice;
    }

    /** Whether this policy made the choice. */
    boolean wasChosenBy(Policy policy) {
        return chooser == policy;
    }

    /** Begins to wait for a worker. */
    void enter(Choice newChoice, Policy newChooser) {
        queue = newChoice.worker().held();
        choice = newChoice;
        chooser = newChooser;
    }

    /** Begins to wait for any worker. */
    void enter(FairQueue newQueue) {
        queue = newQueue;
        choice = null;
        chooser = null;
    }

    void leave() {
        queue = null;
    }

    /** The number of classes of which its client had requests waiting when it arrived, including its own. */
    int clientClasses() {
        return clientClasses;
    }

    void clientClasses(int newWeight) {
        clientClasses = newWeight;
    }

    /** What serving it costs its class. */
    double cost() {
        Choice present = choice;
        return clientClasses * (present == null ? 1 : Math.max(FairQueue.MIN_COST, present.charge()));
    }
}
