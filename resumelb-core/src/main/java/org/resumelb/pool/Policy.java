package org.resumelb.pool;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resumelb.resume.Report;
import org.resumelb.resume.Skill;

/**
 * Who gets a request. The pool tells a policy of workers that begin and cease to serve, of what they say of
 * themselves, and of each lease; the policy keeps what it needs of that and answers {@link #choose}.
 *
 * <p>Every method is called under the pool's lock, one call at a time: an implementation needs no locks, must not
 * block, and should cost O(1) per request whatever the number of workers and classes.
 */
public interface Policy {
    /** The name by which settings call this policy. */
    String name();

    /** A worker begins to serve; {@link Worker#skills()} is its résumé. */
    void join(Worker worker);

    /** A worker ceases to serve. Its open leases are released later. */
    void leave(Worker worker);

    /** A serving worker's résumé was replaced by {@link Worker#skills()}. */
    void relearn(Worker worker);

    /** Some skills of a serving worker changed; {@link Worker#skills()} has them already. */
    void learn(Worker worker, Map<String, Skill> changed);

    /** A serving worker said how much it has in hand: {@link Worker#othersBacklog()} is new. */
    default void reported(Worker worker) {}

    /** A serving worker has no connection left, or has again. Meanwhile no candidates admit it. */
    default void full(Worker worker, boolean isFull) {}

    /**
     * Chooses a serving worker, without knowing yet whether the request will be sent; changes nothing.
     *
     * @return the choice; {@code null} when none of the workers may get the request
     */
    @Nullable
    Choice choose(PoolRequest request, Candidates candidates);

    /** The choice of a given serving worker, whatever {@link #choose} would say; changes nothing. */
    default Choice assign(PoolRequest request, Worker worker) {
        return worker;
    }

    /**
     * Whether the chosen worker had better get the request now. If not, the request is held back, in the order of
     * {@link FairQueue}, until the worker has done more of what it has: what waits here can be put in order, what waits
     * at the worker cannot.
     */
    default boolean hasRoom(Choice choice) {
        return true;
    }

    /** The same for a request that would be {@link #assign assigned} to a worker, which serves. */
    default boolean hasRoom(PoolRequest request, Worker worker) {
        return hasRoom(assign(request, worker));
    }

    /** How the request's class stands to the chosen worker, for those who observe; changes nothing. */
    default Selection selection(PoolRequest request, Choice choice) {
        return choice.worker().skills().containsKey(request.requestClass()) ? Selection.HOME : Selection.UNSKILLED;
    }

    /** A request is held back for the chosen worker. */
    default void held(Choice choice) {}

    /** A request is held back no more: it is sent, or given up. */
    default void unheld(Choice choice) {}

    /** A lease on a chosen worker began; the backlogs count it already. {@link Lease#choice()} is the policy's own. */
    void acquired(Lease lease);

    /**
     * A lease ended; the backlogs do not count it any more. Its worker may have left.
     *
     * @param report what the worker said with its answer
     */
    void released(Lease lease, Outcome outcome, Report report);

    /** Time passes: called several times a second. */
    default void tick() {}

    /** Forgets all skills for a class, provisional ones too. */
    void forget(String requestClass);

    /** Forgets everything about all classes: they mean something else from now on. Résumés are empty by now. */
    default void forgetAll() {
        // Enough for a policy that keeps nothing but what relearn() replaces.
    }

    /** How many classes are remembered. */
    int classes();

    /** What affinity gains over all classes, each time as a multiple of its class's warm time. */
    default Affinity affinity() {
        return Affinity.UNKNOWN;
    }

    /** For how many of the remembered classes affinity was measured to gain nothing. */
    default int classesWithoutGain() {
        return 0;
    }

    /** Who would get a request now, and why: what {@link #choose} answers. Changes nothing. */
    Explanation explain(PoolRequest request, Candidates candidates);

    /** Makes a policy for a pool. */
    @FunctionalInterface
    interface Factory {
        Policy create(PoolView pool);
    }
}
