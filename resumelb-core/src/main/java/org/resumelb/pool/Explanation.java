package org.resumelb.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who would get a request of a class, and why. Immutable.
 *
 * @param worker name of the worker who would get it; {@code null} when the request would wait
 * @param reason one sentence
 * @param candidates the workers that were weighed
 */
public record Explanation(
        String requestClass, String policy, @Nullable String worker, String reason, List<Candidate> candidates) {
    public Explanation {
        candidates = List.copyOf(candidates);
    }

    /**
     * One worker that was weighed.
     *
     * @param score what it was weighed by: requests/second, or what the policy's documentation says
     * @param verdict why it was or was not taken, in a few words
     */
    public record Candidate(String worker, double score, int backlog, double meanBacklog, String verdict) {}
}
