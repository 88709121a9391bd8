package org.resumelb.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who would get a request of a class, and why. Immutable.
 *
 * @param worker name of the worker that would get it; {@code null} if the request would wait
 * @param reason one sentence
 * @param affinity what affinity gains for the class
 * @param candidates the workers that were compared
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

    /** The same for a worker that has no room yet: the request would wait for it. */
    Explanation held() {
        String waits = "waits until " + worker + " has room: " + reason;
        return new Explanation(requestClass, policy, null, waits, candidates, affinity);
    }

    /** For a policy that does not measure what affinity gains. */
    public Explanation(
            String requestClass, String policy, @Nullable String worker, String reason, List<Candidate> candidates) {
        this(requestClass, policy, worker, reason, candidates, Affinity.UNKNOWN);
    }

    /**
     * One worker that was compared.
     *
     * @param score what it was compared by: requests/second, or what the policy's documentation says
     * @param verdict why it was or was not chosen, in a few words
     * @param cost what the score is the sum of; {@code null} if it is no sum
     */
    public record Candidate(
            String worker,
            double score,
            int backlog,
            double meanBacklog,
            String verdict,
            @Nullable Cost cost) {}

    /**
     * What a request would cost on a worker, in milliseconds.
     *
     * @param waitMillis waiting for what comes first
     * @param lossMillis time lost on what its caches do not hold, as far as it counts
     * @param priceMillis the price of having the class on one more worker
     */
    public record Cost(double waitMillis, double lossMillis, double priceMillis) {
        /** All of it. */
        public double millis() {
            return waitMillis + lossMillis + priceMillis;
        }
    }
}
