package org.resumelb.resume;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A worker's résumé, complete or only the changed part. Immutable.
 *
 * @param worker the worker's stable id; {@code ""} if unknown
 * @param generation number of requests the worker had measured
 * @param classifier fingerprint of the classifier under which the skills were learnt, if known
 * @param inFlight requests in flight at the worker, for all its load balancers together; -1 if unknown
 * @param skills the skill for each request class
 */
public record Resume(
        String worker, long generation, @Nullable String classifier, int inFlight, Map<String, Skill> skills) {
    /** The résumé of a worker that reports nothing. */
    public static final Resume EMPTY = new Resume("", 0, null, -1, Map.of());

    public Resume {
        skills = Map.copyOf(skills);
    }

    /** A résumé that consists of scores only. */
    public static Resume ofScores(Map<String, Double> scores) {
        Map<String, Skill> skills = new HashMap<>();
        scores.forEach((requestClass, score) -> skills.put(requestClass, Skill.ofScore(score)));
        return new Resume("", 0, null, -1, skills);
    }
}
