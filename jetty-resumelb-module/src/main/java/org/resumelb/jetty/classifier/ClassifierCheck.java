package org.resumelb.jetty.classifier;

import java.util.List;

/**
 * What would change if the classifier's file were put in force. Immutable.
 *
 * @param description describes what the file builds
 * @param different whether it is a different classifier from the one in force, so that what was learnt would be
 *     forgotten
 * @param requests number of recent requests on which it was tried
 * @param changed number of them that would get another class
 * @param examples some of these, no two alike
 */
public record ClassifierCheck(String description, boolean different, int requests, int changed, List<Change> examples) {
    public ClassifierCheck {
        examples = List.copyOf(examples);
    }

    /** A request whose class would change. */
    public record Change(String request, String before, String after) {}
}
