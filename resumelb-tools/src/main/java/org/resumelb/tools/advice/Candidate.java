package org.resumelb.tools.advice;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resumelb.classifier.HostClassifier;
import org.resumelb.classifier.RegexClassifier;
import org.resumelb.classifier.RequestClassifier;

/**
 * A classifier to be tried. Immutable.
 *
 * @param name how tables and sentences call it
 * @param xml what to write into {@code etc/resumelb-classifier.xml}; null if that is the default, or the user's own file
 */
record Candidate(
        String name, RequestClassifier classifier, @Nullable String xml) {
    /** Those that fit many applications. */
    static List<Candidate> usual() {
        return List.of(
                new Candidate("host", new HostClassifier(), null),
                regex("first path segment", "path", "^/(?<class>[^/]+)"),
                regex("second path segment", "path", "^/[^/]+/(?<class>[^/]+)"));
    }

    /**
     * A regular expression.
     *
     * @throws IllegalArgumentException when source or expression is wrong; the message says why
     */
    static Candidate regex(String name, String source, String regex) {
        return new Candidate(name, new RegexClassifier(source, regex), xml(source, regex));
    }

    private static String xml(String source, String regex) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
                <Configure id="Classifier" class="org.resumelb.classifier.RegexClassifier">
                  <Arg>%s</Arg><Arg>%s</Arg>
                </Configure>
                """.formatted(Markup.escape(source), Markup.escape(regex));
    }
}
