package org.resumelb.servlet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a résumé file. Immutable.
 *
 * @param worker the worker's stable id, if the file contains one
 * @param classifier fingerprint of the classifier that named the classes, if known
 * @param skills least recently used first
 */
record SavedResume(@Nullable String worker, @Nullable String classifier, List<SavedSkill> skills) {

    SavedResume {
        skills = List.copyOf(skills);
    }
}
