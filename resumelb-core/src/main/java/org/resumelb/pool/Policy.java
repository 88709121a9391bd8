package org.resumelb.pool;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resumelb.resume.Report;
import org.resumelb.resume.Skill;

/**
 * Chooses the worker for each request. The pool tells a policy which workers begin and stop serving, what they report,
 * and about each lease; the policy keeps what it needs of that and answers {@link #choose}.
 *
 * <p>The pool's lock is held during every call, so calls come one at a time: an implementation needs no locks, must not
 * block, and should take constant time per request whatever the number of workers and classes.
 */
public interface Policy {
    /** The name of this policy in settings. */
    String name();

    /** A worker begins to serve; its résumé is {@link Worker#skills()}. */
    void join(Worker worker);

    /** A worker stops serving. Its open leases are released later. */
    void leave(Worker worker);

    /** A serving worker's résumé was replaced by {@link Worker#skills()}. */
    void relearn(Worker worker);

    /** Some skills of a serving worker changed; {@link Worker#skills()} already has them. */
    void learn(Worker worker, Map<String, Skill> changed);

    /** A serving worker reported its requests in flight: {@link Worker#othersBacklog()} is new. */
    default void reported(Worker worker) {}

    /** A serving worker ran out of connections, or has one again. In between, no candidates admit it. */
    default void full(Worker worker, boolean isFull) {}

    /**
     * Chooses a serving worker before it is known whether the request will be sent; changes nothing.
     *
     * @return the choice; {@code null} if no worker may get the request
     */
    @Nullable
    Choice choose(PoolRequest request, Candidates candidates);

    /** The choice of a given serving worker, whatever {@link #choose} would return; changes nothing. */
    default Choice assign(PoolRequest request, Worker worker) {
        return worker;
    }

    /**
     * Whether the chosen worker should get the request now. If not, the request is held back, in the order of {@link
     * FairQueue}, until the worker has finished some of its work: requests can be ordered here, but not at the worker.
     */
    default boolean hasRoom(Choice choice) {
        return true;
    }

    /** The same for a request that would be {@link #assign assigned} to a serving worker. */
    default boolean hasRoom(PoolRequest request, Worker worker) {
        return hasRoom(assign(request, worker));
    }

    /** Whether a serving worker would take up one more request at once. */
    default boolean hasFreePlace(Worker worker) {
        return worker.backlog() == 0;
    }

    /** The relation of the request's class to the chosen worker, for observers; changes nothing. */
    default Selection selection(PoolRequest request, Choice choice) {
        return choice.worker().skills().containsKey(request.requestClass()) ? Selection.HOME : Selection.UNSKILLED;
    }

    /** A request is held back for the chosen worker. */
    default void held(Choice choice) {}

    /** A request is no longer held back: it was sent or given up. */
    default void unheld(Choice choice) {}

    /**
     * A lease on a chosen worker began, and the backlogs already count it. {@link Lease#choice()} is the policy's own
     * choice.
     */
    void acquired(Lease lease);

    /**
     * A lease ended, and the backlogs no longer count it. Its worker may have left.
     *
     * @param report what the worker reported with its response
     */
    void released(Lease lease, Outcome outcome, Report report);

    /**
     * A lease became a tunnel: it stays open, perhaps for hours, and counts in the backlogs, but its worker has little
     * to do for it.
     */
    default void detached(Lease lease) {}

    /** Called several times a second, as time passes. */
    default void tick() {}

    /** Forgets all skills for a class, including provisional ones. */
    void forget(String requestClass);

    /** Forgets everything about all classes, because they have a new meaning. All résumés are empty by now. */
    default void forgetAll() {
        // Enough for a policy that keeps nothing but what relearn() replaces.
    }

    /** The number of classes that are remembered. */
    int classes();

    /** What affinity gains over all classes; each time is a multiple of its class's warm time. */
    default Affinity affinity() {
        return Affinity.UNKNOWN;
    }

    /** The number of remembered classes for which affinity was measured to gain nothing. */
    default int classesWithoutGain() {
        return 0;
    }

    /** How many requests a worker is taken to serve at a time; NaN if this is not measured. */
    default double concurrency() {
        return Double.NaN;
    }

    /** Who would get a request now, and why: the answer of {@link #choose}. Changes nothing. */
    Explanation explain(PoolRequest request, Candidates candidates);

    /** Creates a policy for a pool. */
    @FunctionalInterface
    interface Factory {
        Policy create(PoolView pool);
    }
}
