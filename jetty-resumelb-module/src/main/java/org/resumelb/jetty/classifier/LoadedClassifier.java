package org.resumelb.jetty.classifier;

import org.resumelb.classifier.RequestClassifier;

/**
 * A classifier built from its file. Immutable.
 *
 * @param fingerprint short text that differs between classifiers that classify differently
 */
public record LoadedClassifier(RequestClassifier classifier, String fingerprint) {
    /** A description for status pages: the classifier's own text, or the name of its class. */
    public String description() {
        String own = String.valueOf(classifier);
        return own.startsWith(classifier.getClass().getName() + "@")
                ? classifier.getClass().getSimpleName()
                : own;
    }
}
