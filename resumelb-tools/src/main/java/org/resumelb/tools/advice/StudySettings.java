package org.resumelb.tools.advice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a study tries.
 *
 * @param workers numbers of workers, ascending
 * @param cache of each worker; null if it is to follow from the log
 * @param hitMillis mean time of a request whose object is cached
 * @param missMillis what loading an object adds
 */
record StudySettings(
        List<Candidate> candidates,
        List<Integer> workers,
        @Nullable CacheSize cache,
        double hitMillis,
        double missMillis) {
    StudySettings {
        candidates = List.copyOf(candidates);
        workers = workers.stream().sorted().distinct().toList();
    }

    /** The number of workers with which classifiers are compared. */
    int usualWorkers() {
        return workers.get((workers.size() - 1) / 2);
    }
}
