package org.resumelb.tools.advice;

import java.util.Map;
import java.util.Objects;
import org.resumelb.tools.simulation.Forecast.Figures;
import org.resumelb.tools.simulation.Forecast.Way;

/**
 * What each way of choosing workers achieves with one classifier and one number of workers. Immutable.
 *
 * @param figures the results of each way
 */
record Trial(Classes classes, int workers, Map<Way, Figures> figures) {
    /** Fewer loads than this go unnoticed. */
    private static final double NOTICEABLE_LOADS = 0.01;

    private static final double NOTICEABLE_SHARE = 0.1;
    private static final double NO_SLOWER = 0.98;

    Trial {
        figures = Map.copyOf(figures);
    }

    Figures of(Way way) {
        return Objects.requireNonNull(figures.get(way));
    }

    /** The share of the loads that affinity saves once the caches are warm. */
    double saved() {
        double without = of(Way.LEAST_CONNECTIONS).laterLoads();
        return without == 0 ? 0 : 1 - of(Way.RESUME).laterLoads() / without;
    }

    /** Whether affinity loads clearly less than least connections, without serving fewer requests. */
    boolean helps() {
        Figures with = of(Way.RESUME);
        Figures without = of(Way.LEAST_CONNECTIONS);
        return saved() >= NOTICEABLE_SHARE
                && without.laterLoads() - with.laterLoads() >= NOTICEABLE_LOADS
                && with.requestsPerSecond() >= NO_SLOWER * without.requestsPerSecond();
    }
}
