package org.resumelb.policy;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.resumelb.policy.resume.ResumePolicy;
import org.resumelb.pool.Policy;

/** The policies, by the names used in settings. */
public final class Policies {
    /** The policy in force if settings name none. */
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
     * The policy with this name.
     *
     * @throws IllegalArgumentException if there is none; the message names the value and the expected ones
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
