package org.resumelb.pool;

import org.jspecify.annotations.Nullable;
import org.resumelb.resume.Report;

/**
 * One request's place at a worker, counted in the worker's backlog until the lease is closed. Closing takes effect
 * once: of several calls, from any threads, the first counts and the others do nothing. A lease stays valid after its
 * worker has left.
 */
public final class Lease {
    private final Operations operations;
    private final PoolRequest request;
    private final ServingGroup group;
    private final Choice choice;
    private final long startNanos;
    private final long waitedNanos;
    private final Selection selection;

    // Guarded by the pool's lock, like everything below.
    private boolean closed;
    private boolean detached;
    private long takenNanos;

    /** The neighbours among the worker's open leases; kept by {@link OpenLeases}. */
    @Nullable
    Lease older;

    @Nullable
    Lease newer;

    Lease(Operations operations, PoolRequest request, ServingGroup group, Choice choice, Start start) {
        this.operations = operations;
        this.request = request;
        this.group = group;
        this.choice = choice;
        this.startNanos = start.nanos;
        this.waitedNanos = start.waitedNanos;
        this.selection = start.selection;
    }

    /** When and how a lease began. */
    record Start(long nanos, long waitedNanos, Selection selection) {}

    public Worker worker() {
        return choice.worker();
    }

    public String requestClass() {
        return request.requestClass();
    }

    /** Hash of what the request asks for within its class, as given when the lease was acquired. */
    public int contentHash() {
        return request.contentHash();
    }

    /** The policy's choice; its content is guarded by the pool's lock. */
    public Choice choice() {
        return choice;
    }

    /** When the lease was acquired, on the pool's clock. */
    public long startNanos() {
        return startNanos;
    }

    /** How long the request had waited by then; 0 if it got a worker immediately. */
    public long waitedNanos() {
        return waitedNanos;
    }

    /** The relation of the class to the worker when the request got it. */
    public Selection selection() {
        return selection;
    }

    /** Tells the observer that the request got its worker. */
    void tellSelected() {
        operations.listeners().selected(this);
    }

    /** The group in which the worker served when the lease was acquired. */
    ServingGroup group() {
        return group;
    }

    /**
     * Gives up the worker's connection while the request stays in the backlog, as for a tunnel that has a connection of
     * its own.
     */
    public void detach() {
        operations.detach(this);
    }

    /** Ends the lease like {@link #close(Outcome, Report)}, for a worker that reported nothing. */
    public boolean close(Outcome outcome) {
        return close(outcome, Report.NONE);
    }

    /**
     * Ends the lease: the backlog falls, the policy learns the outcome, and the room goes to a waiting request.
     *
     * @param report what the worker reported with its response
     * @return whether this call ended the lease
     */
    public boolean close(Outcome outcome, Report report) {
        return operations.release(this, outcome, report);
    }

    boolean isClosed() {
        return closed;
    }

    boolean isDetached() {
        return detached;
    }

    void markClosed(long nanos) {
        closed = true;
        takenNanos = nanos - startNanos;
    }

    /** How long the lease was open; to be called after closing it, on the same thread. */
    long takenNanos() {
        return takenNanos;
    }

    void markDetached() {
        detached = true;
    }
}
