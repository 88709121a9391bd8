package org.resumelb.jetty.classifier;

import org.resumelb.classifier.RequestClassifier;

/**
 * A classifier as built from its file. Immutable.
 *
 * @param fingerprint short text that differs for classifiers that name requests differently
 */
public record LoadedClassifier(RequestClassifier classifier, String fingerprint) {
    /** What it is, for status pages. */
    public String description() {
        return classifier.toString();
    }
}
