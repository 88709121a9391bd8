package org.resumelb.policy;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.resumelb.pool.Policy;

/** The policies by the names that settings use. */
public final class Policies {
    private static final Map<String, Policy.Factory> BY_NAME = new TreeMap<>(Map.of(
            ClassicPolicy.NAME, ClassicPolicy::new,
            ResumePolicy.NAME, ResumePolicy::new,
            LeastBacklogPolicy.NAME, LeastBacklogPolicy::new));

    private Policies() {}

    /**
     * The policy of this name.
     *
     * @throws IllegalArgumentException when there is none; the message names the value and what was expected
     */
    public static Policy.Factory named(String name) {
        Policy.Factory factory = BY_NAME.get(name);
        if (factory == null) {
            String names = BY_NAME.keySet().stream().collect(Collectors.joining(", "));
            throw new IllegalArgumentException("policy: " + name + " (expected: one of " + names + ")");
        }
        return factory;
    }
}
