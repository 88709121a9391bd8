package org.resumelb.classifier;

/**
 * Names the class of a request. Requests that share data should share a class, so that they meet a warm cache.
 *
 * <p>Many threads call an implementation at once, and every request passes through it, so it must not block. If it
 * throws, the request proceeds with the class {@code ""}.
 */
@FunctionalInterface
public interface RequestClassifier {
    /** The maximum length of a class name in a résumé; the load balancer cuts longer names. */
    int MAX_CLASS_LENGTH = 512;

    /**
     * Names the class of a request.
     *
     * @return the class; {@code ""} for a request that shares data with no other
     */
    String classify(RequestView request);

    /**
     * A text that changes whenever this classifier would classify requests differently. Workers forget the skills that
     * they learnt under another fingerprint.
     *
     * @return the text; {@code ""}, the default, lets the load balancer derive it from this classifier's code and
     *     configuration
     */
    default String fingerprint() {
        return "";
    }
}
