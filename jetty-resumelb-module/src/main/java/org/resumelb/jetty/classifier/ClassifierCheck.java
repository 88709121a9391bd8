package org.resumelb.jetty.classifier;

import java.util.List;

/**
 * What would change if the classifier's file were put in force. Immutable.
 *
 * @param description of what the file builds
 * @param different whether it is another classifier than the one in force, so that what was learnt would be forgotten
 * @param requests how many of the last requests it was tried on
 * @param changed how many of them would have another class
 * @param examples some of these, no two alike
 */
public record ClassifierCheck(String description, boolean different, int requests, int changed, List<Change> examples) {
    public ClassifierCheck {
        examples = List.copyOf(examples);
    }

    /** A request whose class would be another. */
    public record Change(String request, String before, String after) {}
}
