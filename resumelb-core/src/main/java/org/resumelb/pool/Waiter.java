package org.resumelb.pool;

import org.jspecify.annotations.Nullable;

/**
 * A request that waits for a worker. It leaves once: granted, refused or cancelled, whichever comes first. Thread-safe;
 * what changes is guarded by the pool's lock.
 */
public final class Waiter {
    final PoolRequest request;
    final Receiver receiver;

    /** The order of arrival. */
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

    /** A place in the order of arrival, and its time. */
    record Arrival(long number, long nanos) {}

    /**
     * Gives up waiting because it took too long, which is observed as a refusal.
     *
     * @return as {@link #cancel} does
     */
    public boolean expire() {
        boolean waited = cancel();
        if (waited) {
            operations.listeners().refused(PoolObserver.Refusal.TIMEOUT);
        }
        return waited;
    }

    /**
     * Gives up waiting.
     *
     * @return whether it still waited: then nobody is told any more
     */
    public boolean cancel() {
        return operations.cancel(this);
    }

    boolean isWaiting() {
        return queue != null;
    }

    /** The queue that it stands in; {@code null} when it waits no more. */
    @Nullable
    FairQueue queue() {
        return queue;
    }

    /** The worker that it waits for as its policy chose; {@code null} when it would take any. */
    @Nullable
    Choice choice() {
        return choice;
    }

    /** Whose choice that was. */
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

    /** For how many classes its client had requests waiting when it came, this one included. */
    int clientClasses() {
        return clientClasses;
    }

    void clientClasses(int newWeight) {
        clientClasses = newWeight;
    }

    /** What serving it is charged to its class. */
    double cost() {
        Choice present = choice;
        return clientClasses * (present == null ? 1 : Math.max(FairQueue.MIN_COST, present.charge()));
    }
}
