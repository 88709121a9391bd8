package org.resumelb.resume;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A worker's résumé, whole or only what changed of it. Immutable.
 *
 * @param worker the worker's stable id; {@code ""} when unknown
 * @param generation how many requests the worker had measured
 * @param classifier fingerprint of the classifier under which the skills were learnt, if known
 * @param inFlight requests the worker was serving, for all its load balancers together; -1 when unknown
 * @param skills request class to skill
 */
public record Resume(
        String worker, long generation, @Nullable String classifier, int inFlight, Map<String, Skill> skills) {
    /** The résumé of a worker that says nothing of itself. */
    public static final Resume EMPTY = new Resume("", 0, null, -1, Map.of());

    public Resume {
        skills = Map.copyOf(skills);
    }

    /** A résumé of which only scores are known. */
    public static Resume ofScores(Map<String, Double> scores) {
        Map<String, Skill> skills = new HashMap<>();
        scores.forEach((requestClass, score) -> skills.put(requestClass, Skill.ofScore(score)));
        return new Resume("", 0, null, -1, skills);
    }
}
