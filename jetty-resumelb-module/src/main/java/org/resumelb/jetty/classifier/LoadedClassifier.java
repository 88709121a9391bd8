package org.resumelb.jetty.classifier;

import org.resumelb.classifier.RequestClassifier;

/**
 * A classifier as built from its file. Immutable.
 *
 * @param fingerprint short text that differs for classifiers that name requests differently
 */
public record LoadedClassifier(RequestClassifier classifier, String fingerprint) {
    /** What it is, for status pages: what it says of itself, else the name of its class. */
    public String description() {
        String own = String.valueOf(classifier);
        return own.startsWith(classifier.getClass().getName() + "@")
                ? classifier.getClass().getSimpleName()
                : own;
    }
}
