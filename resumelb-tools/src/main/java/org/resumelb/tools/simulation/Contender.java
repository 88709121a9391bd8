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
 * A way of choosing workers, with what belongs to it. Immutable.
 *
 * @param policy by seed
 * @param history number of requests over which workers average scores
 * @param missTimes whether the application reports how long it waited for misses
 * @param answers share of the answers that carry a report
 * @param oneCache whether all workers share one cache: a limit, not a way of choosing
 */
record Contender(
        String name,
        LongFunction<Policy.Factory> policy,
        PoolSettings settings,
        int history,
        boolean missTimes,
        double answers,
        boolean oneCache) {
    static final Contender RESUME = of("resume", Policies.named("resume"));
    static final Contender RESUME_BY_TIMES = new Contender(
            "resume, service times only",
            seed -> Policies.named("resume"),
            PoolSettings.DEFAULTS,
            9999,
            false,
            1,
            false);
    static final Contender RESUME_WITHOUT_REPORTS = new Contender(
            "resume, no reports", seed -> Policies.named("resume"), PoolSettings.DEFAULTS, 9999, true, 0, false);
    static final Contender LEAST_CONNECTIONS = of("least connections", Policies.named("least-backlog"));
    static final Contender PEAK_EWMA = seeded("P2C peak EWMA", Rivals::peakEwma);
    static final Contender HASH_OF_CLASS = of("hash of class", Rivals.hashOfClass());
    static final Contender HASH_OF_URL = of("hash of URL", Rivals.hashOfUrl());
    static final Contender BOUNDED = of("bounded-load hash 1.25", Rivals.boundedLoadHash(1.25));
    static final Contender LARD = of("LARD/R", Rivals.lard(2, 6));
    static final Contender ONE_CACHE = new Contender(
            "one giant cache (limit)",
            seed -> Policies.named("least-backlog"),
            PoolSettings.DEFAULTS,
            9999,
            true,
            1,
            true);

    private static Contender of(String name, Policy.Factory policy) {
        return seeded(name, seed -> policy);
    }

    private static Contender seeded(String name, LongFunction<Policy.Factory> policy) {
        return new Contender(name, policy, PoolSettings.DEFAULTS, 9999, true, 1, false);
    }

    static Contender classic(double variance, int history) {
        return new Contender(
                "classic, variance " + (int) variance + ", history " + history,
                seed -> Policies.named("classic"),
                PoolSettings.DEFAULTS.withVariance(variance),
                history,
                true,
                1,
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
                seeded("random", Rivals::random),
                of("round robin", Rivals.roundRobin()),
                LEAST_CONNECTIONS,
                PEAK_EWMA,
                HASH_OF_CLASS,
                HASH_OF_URL,
                BOUNDED,
                LARD);
    }

    /** An assignment made knowing how popular and how large each site is. */
    static Contender clairvoyant(Point point) {
        return seeded(
                "clairvoyant partition (limit)",
                seed -> Rivals.partition(Clairvoyance.assign(point.workload(seed), point.workers(), point.cache())));
    }

    /** The policy {@code resume} with one parameter changed. */
    static Contender resumeWith(ResumeParameter parameter, double value) {
        String number = value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        return of(parameter.key() + " = " + number, Policies.named("resume"))
                .with(PoolSettings.DEFAULTS.withResume(ResumeSettings.DEFAULTS.with(parameter, value)));
    }

    /** The same with other settings. */
    Contender with(PoolSettings newSettings) {
        return new Contender(name, policy, newSettings, history, missTimes, answers, oneCache);
    }

    Simulation simulate(Scenario scenario, Workload workload) {
        Scenario.Cluster its = scenario.cluster();
        Scenario adapted = scenario.with(new Scenario.Reports(
                        history,
                        scenario.reports().deltas(),
                        missTimes,
                        scenario.reports().waiting(),
                        scenario.reports().delayMillis(),
                        answers))
                .with(new Scenario.Cluster(its.workers(), its.threads(), its.cacheWeight(), oneCache));
        return new Simulation(adapted, workload, policy.apply(scenario.seed()), settings);
    }
}
