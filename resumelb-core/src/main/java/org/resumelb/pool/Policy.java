package org.resumelb.pool;

import java.util.Map;
import java.util.Set;
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

    /**
     * Chooses a serving worker, without knowing yet whether the request will be sent.
     *
     * @param contentHash hash of what the request asks for within its class
     * @param excluded workers that must not be chosen
     * @return the worker; {@code null} when the request has to wait
     */
    @Nullable
    Worker choose(String requestClass, int contentHash, Set<Worker> excluded);

    /** A lease on a chosen worker began; the backlogs count it already. */
    void acquired(Lease lease);

    /**
     * A lease ended; the backlogs do not count it any more. Its worker may have left.
     *
     * @param report what the worker said of the request; its word only, not compared with the time the lease was open
     */
    void released(Lease lease, Outcome outcome, Report report);

    /** Forgets all skills for a class, provisional ones too. */
    void forget(String requestClass);

    /** Forgets everything about all classes: they mean something else from now on. Résumés are empty by now. */
    default void forgetAll() {
        // Enough for a policy that keeps nothing but what relearn() replaces.
    }

    /**
     * Whether a request that {@link #choose} let wait, though workers served, might be served now. Asked after each
     * release.
     */
    default boolean unblocked() {
        return false;
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

    /** Who would get a request of this class now, and why; changes nothing. */
    Explanation explain(String requestClass);

    /** Makes a policy for a pool. */
    @FunctionalInterface
    interface Factory {
        Policy create(PoolView pool);
    }
}
