package org.resumelb.servlet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the worker can do, at one moment: the whole résumé, or a part of it. Immutable.
 *
 * @param generation requests recorded so far
 * @param classifier fingerprint of the classifier that named the classes, if a load balancer told it
 */
record Resume(long generation, @Nullable String classifier, List<Entry> entries) {

    Resume {
        entries = List.copyOf(entries);
    }

    /**
     * One class.
     *
     * @param score requests a second
     * @param requests requests ever recorded
     * @param meanMillis recent mean service time; NaN if none was measured since the start
     * @param missMillis recent mean of what the application spent on cache misses; NaN if it does not say
     * @param idleMillis since the last request of the class; -1 if there was none since the start
     */
    record Entry(
            String requestClass, double score, long requests, double meanMillis, double missMillis, long idleMillis) {}
}
