package org.resumelb.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who would get a request of a class, and why. Immutable.
 *
 * @param worker name of the worker who would get it; {@code null} when the request would wait
 * @param reason one sentence
 * @param affinity what affinity gains for the class
 * @param candidates the workers that were weighed
 */
public record Explanation(
        String requestClass,
        String policy,
        @Nullable String worker,
        String reason,
        List<Candidate> candidates,
        Affinity affinity) {
    public Explanation {
        candidates = List.copyOf(candidates);
    }

    /** As it is when the worker has no room yet: the request would wait for it. */
    Explanation held() {
        String waits = "waits until " + worker + " has room: " + reason;
        return new Explanation(requestClass, policy, null, waits, candidates, affinity);
    }

    /** By a policy that does not measure what affinity gains. */
    public Explanation(
            String requestClass, String policy, @Nullable String worker, String reason, List<Candidate> candidates) {
        this(requestClass, policy, worker, reason, candidates, Affinity.UNKNOWN);
    }

    /**
     * One worker that was weighed.
     *
     * @param score what it was weighed by: requests/second, or what the policy's documentation says
     * @param verdict why it was or was not taken, in a few words
     */
    public record Candidate(String worker, double score, int backlog, double meanBacklog, String verdict) {}
}
