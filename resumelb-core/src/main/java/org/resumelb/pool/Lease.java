package org.resumelb.pool;

import org.jspecify.annotations.Nullable;
import org.resumelb.resume.Report;

/**
 * One request's place at a worker, counted in the worker's backlog until it is closed. Closing works once: of several
 * calls, from any threads, the first counts and the others do nothing. A lease stays valid when its worker leaves.
 */
public final class Lease {
    private final Pool pool;
    private final Worker worker;
    private final String requestClass;
    private final int contentHash;
    private final long startNanos;

    /** Where the worker served when the lease was acquired. */
    final ServingGroup group;

    /** Whether the lease has ended; guarded by the pool's lock, like the fields below. */
    boolean closed;

    /** Whether it holds no connection; guarded by the pool's lock. */
    boolean detached;

    /** The neighbours among the worker's open leases. */
    @Nullable
    Lease older;

    @Nullable
    Lease newer;

    private @Nullable Object note;
    private double expectedMillis;
    private int endsBefore;
    private int place;
    private boolean familiar;

    Lease(Pool pool, ServingGroup group, Worker worker, String requestClass, int contentHash, long startNanos) {
        this.pool = pool;
        this.group = group;
        this.worker = worker;
        this.requestClass = requestClass;
        this.contentHash = contentHash;
        this.startNanos = startNanos;
    }

    public Worker worker() {
        return worker;
    }

    public String requestClass() {
        return requestClass;
    }

    /** Hash of what the request asks for within its class, as given when the lease was acquired. */
    public int contentHash() {
        return contentHash;
    }

    /** When the lease was acquired, on the pool's clock. */
    public long startNanos() {
        return startNanos;
    }

    /** What the policy noted when the lease was acquired; guarded by the pool's lock. */
    public @Nullable Object note() {
        return note;
    }

    /** Keeps something of the policy's own until the lease ends; guarded by the pool's lock. */
    public void note(Object newNote) {
        note = newNote;
    }

    /**
     * Keeps what the policy expects of the request until the lease ends; guarded by the pool's lock.
     *
     * @param newNote something of the policy's own
     * @param millis how long the worker is expected to need for it
     * @param itsEndsBefore how many requests ended at the worker before it came
     * @param itsPlace how many the worker had in hand then, it included
     * @param isFamiliar whether the worker was sent the same content lately
     */
    public void expect(Object newNote, double millis, int itsEndsBefore, int itsPlace, boolean isFamiliar) {
        note = newNote;
        expectedMillis = millis;
        endsBefore = itsEndsBefore;
        place = itsPlace;
        familiar = isFamiliar;
    }

    /** As told to {@link #expect}; guarded by the pool's lock. */
    public double expectedMillis() {
        return expectedMillis;
    }

    /** As told to {@link #expect}; guarded by the pool's lock. */
    public int endsBefore() {
        return endsBefore;
    }

    /** As told to {@link #expect}; guarded by the pool's lock. */
    public int place() {
        return place;
    }

    /** As told to {@link #expect}; guarded by the pool's lock. */
    public boolean familiar() {
        return familiar;
    }

    /**
     * The request holds none of the worker's connections any more, as a tunnel does that has one of its own. It stays
     * in the backlog.
     */
    public void detach() {
        pool.detach(this);
    }

    /**
     * Ends the lease: the backlog falls, the policy learns how it went.
     *
     * @return whether this call ended it
     */
    public boolean close(Outcome outcome) {
        return close(outcome, Report.NONE);
    }

    /**
     * Ends the lease as {@link #close(Outcome)} does, with what the worker said of the request.
     *
     * @return whether this call ended it
     */
    public boolean close(Outcome outcome, Report report) {
        return pool.release(this, outcome, report);
    }
}
