package org.resumelb.jetty.admin.verdict;

import java.util.List;
import java.util.function.UnaryOperator;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.jetty.metrics.Step;
import org.resumelb.pool.PoolStatus;

/**
 * What a verdict is made of. Immutable.
 *
 * @param lastMinute what happened during the last minute or so
 * @param reasons why a worker is not active or has no résumé, by its name; empty when there is nothing to say
 * @param ejections why a worker was left out last, by its name; empty when that is not known
 */
public record Facts(
        PoolStatus status,
        List<Step> lastMinute,
        DiscoveryState discovery,
        UnaryOperator<String> reasons,
        UnaryOperator<String> ejections,
        ClassifierFacts classifier,
        boolean isStopAnnounced) {
    /** How a reason ends that says that a worker probably has no filter. */
    public static final String NO_FILTER = "no filter?";

    /**
     * How the classifier does.
     *
     * @param isFileNewer whether its file was changed since it was read
     * @param failures how many requests of the last minute it failed to name
     */
    public record ClassifierFacts(boolean isFileNewer, long failures) {}
}
