package org.resumelb.tools.advice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a study tries.
 *
 * @param workers numbers of workers, ascending
 * @param cache capacity of each worker's cache; null to derive it from the log
 * @param hitMillis mean time of a request whose object is cached
 * @param missMillis additional time to load an object
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

    /** The number of workers used to compare classifiers. */
    int usualWorkers() {
        return workers.get((workers.size() - 1) / 2);
    }
}
