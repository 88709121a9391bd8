package org.resumelb.servlet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the worker can do at one moment: the whole résumé, or a part of it. Immutable.
 *
 * @param generation number of requests recorded so far
 * @param classifier fingerprint of the classifier that named the classes, if a load balancer sent it
 */
record Resume(long generation, @Nullable String classifier, List<Entry> entries) {

    Resume {
        entries = List.copyOf(entries);
    }

    /**
     * One class.
     *
     * @param score requests per second
     * @param requests number of requests ever recorded
     * @param meanMillis recent mean service time; NaN if none was measured since the start
     * @param missMillis recent mean of the time that the application reported for cache misses; NaN if it reports none
     * @param idleMillis time since the last request of the class; -1 if there was none since the start
     */
    record Entry(
            String requestClass, double score, long requests, double meanMillis, double missMillis, long idleMillis) {}
}
