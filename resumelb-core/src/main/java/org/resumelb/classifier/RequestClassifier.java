package org.resumelb.classifier;

/**
 * Names the class of a request: requests that share data should share a class, so that they meet a warm cache.
 *
 * <p>An implementation is called by many threads at once and must not block: it stands on the path of every
 * request. One that throws does not fail the request, which then has the class {@code ""}.
 */
@FunctionalInterface
public interface RequestClassifier {
    /** The longest class name that résumés carry; the load balancer cuts longer ones. */
    int MAX_CLASS_LENGTH = 512;

    /**
     * Names the class of a request.
     *
     * @return the class; {@code ""} for a request that shares data with no other
     */
    String classify(RequestView request);

    /**
     * Text that changes whenever this classifier would name requests differently. Workers forget the skills that
     * they learnt under another fingerprint.
     *
     * @return the text; {@code ""}, the default, lets the load balancer derive it from this classifier's code and
     *     configuration
     */
    default String fingerprint() {
        return "";
    }
}
