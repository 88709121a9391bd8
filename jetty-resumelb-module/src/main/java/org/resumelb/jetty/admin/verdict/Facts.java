package org.resumelb.jetty.admin.verdict;

import java.util.List;
import java.util.function.UnaryOperator;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.jetty.metrics.Step;
import org.resumelb.pool.PoolStatus;

/**
 * What a verdict is based on. Immutable.
 *
 * @param lastMinute what happened during roughly the last minute
 * @param reasons why a worker is not active or has no résumé, by name; empty if there is nothing to say
 * @param ejections why a worker was last ejected, by name; empty if unknown
 */
public record Facts(
        PoolStatus status,
        List<Step> lastMinute,
        DiscoveryState discovery,
        UnaryOperator<String> reasons,
        UnaryOperator<String> ejections,
        ClassifierFacts classifier,
        boolean isStopAnnounced) {
    /** The end of a reason that suggests that a worker has no filter. */
    public static final String NO_FILTER = "no filter?";

    /**
     * The state of the classifier.
     *
     * @param isFileNewer whether its file has changed since it was read
     * @param failures number of requests in the last minute that it failed to classify
     */
    public record ClassifierFacts(boolean isFileNewer, long failures) {}
}
