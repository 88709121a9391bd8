package org.resumelb.policy;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.resumelb.policy.resume.ResumePolicy;
import org.resumelb.pool.Policy;

/** The policies by the names that settings use. */
public final class Policies {
    /** The policy where settings name none. */
    public static final String DEFAULT = ResumePolicy.NAME;

    private static final Map<String, Policy.Factory> BY_NAME = new TreeMap<>(Map.of(
            ClassicPolicy.NAME, ClassicPolicy::new,
            ResumePolicy.NAME, ResumePolicy::new,
            LeastBacklogPolicy.NAME, LeastBacklogPolicy::new));

    private Policies() {}

    /** All names, in alphabetical order. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(BY_NAME.keySet());
    }

    /**
     * The policy of this name.
     *
     * @throws IllegalArgumentException when there is none; the message names the value and what was expected
     */
    public static Policy.Factory named(String name) {
        Policy.Factory factory = BY_NAME.get(name);
        if (factory == null) {
            String expected = String.join(", ", names());
            throw new IllegalArgumentException("policy: " + name + " (expected: one of " + expected + ")");
        }
        return factory;
    }
}
