package org.resumelb.tools.advice;

import java.util.List;

/**
 * The results of a study. Immutable.
 *
 * @param byClassifier trials of all classifiers with the same number of workers
 * @param byWorkers trials of the best classifier with each number of workers, ascending
 */
record Findings(
        Sample sample, StudySettings settings, CacheSize cache, List<Trial> byClassifier, List<Trial> byWorkers) {
    Findings {
        byClassifier = List.copyOf(byClassifier);
        byWorkers = List.copyOf(byWorkers);
    }

    /** The best classifier. */
    Classes best() {
        return byWorkers.get(0).classes();
    }
}
