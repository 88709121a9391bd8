package org.resumelb.tools.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Policy;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.ResumeParameter;
import org.resumelb.pool.ResumeSettings;
import org.resumelb.tools.simulation.rivals.Rivals;

/**
 * A way to choose workers, with what belongs to it. Immutable.
 *
 * @param policy by seed
 * @param history over how many requests workers average scores
 * @param missTimes whether the application reports how long it waited for misses
 * @param oneCache whether all workers share one cache: a limit, not a way to choose
 */
record Contender(
        String name,
        LongFunction<Policy.Factory> policy,
        PoolSettings settings,
        int history,
        boolean missTimes,
        boolean oneCache) {
    static final Contender RESUME = of("resume", Policies.named("resume"), true);
    static final Contender RESUME_BY_TIMES = of("resume, service times only", Policies.named("resume"), false);
    static final Contender LEAST_CONNECTIONS = of("least connections", Policies.named("least-backlog"), true);
    static final Contender PEAK_EWMA =
            new Contender("P2C peak EWMA", Rivals::peakEwma, PoolSettings.DEFAULTS, 9999, true, false);
    static final Contender ONE_CACHE = new Contender(
            "one giant cache (limit)",
            seed -> Policies.named("least-backlog"),
            PoolSettings.DEFAULTS,
            9999,
            true,
            true);

    private static Contender of(String name, Policy.Factory policy, boolean missTimes) {
        return new Contender(name, seed -> policy, PoolSettings.DEFAULTS, 9999, missTimes, false);
    }

    static Contender classic(double variance, int history) {
        return new Contender(
                "classic, variance " + (int) variance + ", history " + history,
                seed -> Policies.named("classic"),
                PoolSettings.DEFAULTS.withVariance(variance),
                history,
                true,
                false);
    }

    /** The classic rules with the variances and histories that are compared. */
    static List<Contender> classics() {
        List<Contender> classics = new ArrayList<>();
        for (int history : new int[] {99, 999, 9999}) {
            classics.add(classic(1, history));
            classics.add(classic(4, history));
        }
        return classics;
    }

    /** Those that serve all requests and know neither the future nor résumés. */
    static List<Contender> rivals() {
        return List.of(
                new Contender("random", Rivals::random, PoolSettings.DEFAULTS, 9999, true, false),
                of("round robin", Rivals.roundRobin(), true),
                LEAST_CONNECTIONS,
                PEAK_EWMA,
                of("hash of class", Rivals.hashOfClass(), true),
                of("hash of URL", Rivals.hashOfUrl(), true),
                of("bounded-load hash 1.25", Rivals.boundedLoadHash(1.25), true),
                of("LARD/R", Rivals.lard(2, 6), true));
    }

    /** An assignment made knowing how popular and how large each site is. */
    static Contender clairvoyant(Point point) {
        return new Contender(
                "clairvoyant partition (limit)",
                seed -> Rivals.partition(Clairvoyance.assign(point.workload(seed), point.workers(), point.cache())),
                PoolSettings.DEFAULTS,
                9999,
                true,
                false);
    }

    /** The policy {@code resume} with one parameter changed. */
    static Contender resumeWith(ResumeParameter parameter, double value) {
        String number = value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        return new Contender(
                parameter.key() + " = " + number,
                seed -> Policies.named("resume"),
                PoolSettings.DEFAULTS.withResume(ResumeSettings.DEFAULTS.with(parameter, value)),
                9999,
                true,
                false);
    }

    /** The same with other settings. */
    Contender with(PoolSettings newSettings) {
        return new Contender(name, policy, newSettings, history, missTimes, oneCache);
    }

    Simulation simulate(Scenario scenario, Workload workload) {
        Scenario.Cluster its = scenario.cluster();
        Scenario adapted = scenario.with(new Scenario.Reports(
                        history,
                        scenario.reports().deltas(),
                        missTimes,
                        scenario.reports().waiting(),
                        scenario.reports().delayMillis()))
                .with(new Scenario.Cluster(its.workers(), its.threads(), its.cacheWeight(), oneCache));
        return new Simulation(adapted, workload, policy.apply(scenario.seed()), settings);
    }
}
