package org.resumelb.pool;

import org.jspecify.annotations.Nullable;
import org.resumelb.resume.Report;

/**
 * One request's place at a worker, counted in the worker's backlog until it is closed. Closing works once: of several
 * calls, from any threads, the first counts and the others do nothing. A lease stays valid when its worker leaves.
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

    /** What the policy chose, as the policy made it; what is in it is guarded by the pool's lock. */
    public Choice choice() {
        return choice;
    }

    /** When the lease was acquired, on the pool's clock. */
    public long startNanos() {
        return startNanos;
    }

    /** How long the request had waited by then; 0 if it got a worker at once. */
    public long waitedNanos() {
        return waitedNanos;
    }

    /** How the class stood to the worker when the request got it. */
    public Selection selection() {
        return selection;
    }

    /** Tells the observer that the request got its worker. */
    void tellSelected() {
        operations.listeners().selected(this);
    }

    /** Where the worker served when the lease was acquired. */
    ServingGroup group() {
        return group;
    }

    /**
     * The request holds none of the worker's connections any more, as a tunnel does that has one of its own. It stays
     * in the backlog.
     */
    public void detach() {
        operations.detach(this);
    }

    /** Ends the lease as {@link #close(Outcome, Report)} does, of a worker that said nothing. */
    public boolean close(Outcome outcome) {
        return close(outcome, Report.NONE);
    }

    /**
     * Ends the lease: the backlog falls, the policy learns how it went, and the room goes to those who wait.
     *
     * @param report what the worker said with its answer
     * @return whether this call ended it
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

    /** How long it was open. Of one that was closed, for whoever closed it. */
    long takenNanos() {
        return takenNanos;
    }

    void markDetached() {
        detached = true;
    }
}
