package org.resumelb.tools.advice;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resumelb.classifier.HostClassifier;
import org.resumelb.classifier.RequestClassifier;
import org.resumelb.tools.console.ClassifierRegex;

/**
 * A classifier to try. Immutable.
 *
 * @param name its name in tables and sentences
 * @param regex the expression, if it is one
 * @param file the user's file, if it was built from one; if neither is given, it is the load balancer's default
 */
record Candidate(
        String name,
        RequestClassifier classifier,
        @Nullable ClassifierRegex regex,
        @Nullable Path file) {
    /** Classifiers that suit many applications. */
    static List<Candidate> usual() {
        return List.of(
                new Candidate("host", new HostClassifier(), null, null),
                of("first path segment", new ClassifierRegex("path", "^/(?<class>[^/]+)")),
                of("second path segment", new ClassifierRegex("path", "^/[^/]+/(?<class>[^/]+)")));
    }

    /** A regular expression. */
    static Candidate of(String name, ClassifierRegex regex) {
        return new Candidate(name, regex.classifier(), regex, null);
    }

    /** A classifier built from a user's XML file. */
    static Candidate of(Path file, RequestClassifier classifier) {
        return new Candidate(Objects.toString(file.getFileName()), classifier, null, file);
    }

    /** What to write into {@code etc/resumelb-classifier.xml}; null if it is the default or the user's own file. */
    @Nullable
    String xml() {
        return regex == null ? null : regex.xml();
    }
}
