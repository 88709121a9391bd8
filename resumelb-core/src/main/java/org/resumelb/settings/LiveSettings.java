package org.resumelb.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resumelb.policy.Policies;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.ResumeParameter;
import org.resumelb.pool.ResumeSettings;

/**
 * What of a load balancer can be set while it serves. Immutable.
 *
 * @param policy name of the policy
 * @param classifier file that builds the classifier; {@code null} for the one that the load balancer started with
 */
public record LiveSettings(
        PoolSettings pool, String policy, @Nullable String classifier) {
    /** Greatest value of the setting {@code variance}, wherever it is said. */
    public static final double MAX_VARIANCE = 1e6;

    /** Greatest value of the setting {@code backlogHistory}. */
    public static final int MAX_BACKLOG_HISTORY = 1_000_000;

    /** Least value of the setting {@code unskilledScore}. */
    public static final double MIN_UNSKILLED_SCORE = 1e-9;

    /** Greatest value of the setting {@code unskilledScore}. */
    public static final double MAX_UNSKILLED_SCORE = 1e9;

    /** Least value of the setting {@code maxClassShare}. */
    public static final double MIN_MAX_CLASS_SHARE = 0.01;

    /** All names, in the order in which people look for them. */
    public static final List<String> NAMES = Stream.concat(
                    Stream.of(
                            "policy",
                            "variance",
                            "backlogHistory",
                            "unskilledScore",
                            "maxClassShare",
                            "classifier",
                            "singleVersion",
                            "canary"),
                    Arrays.stream(ResumeParameter.values()).map(ResumeParameter::key))
            .toList();

    /** Those of {@link #NAMES} that are numbers. */
    public static final List<String> NUMBERS = NAMES.stream()
            .filter(name -> !List.of("policy", "classifier", "singleVersion").contains(name))
            .toList();

    /** What a load balancer uses whose start properties and tree say nothing. */
    public static final LiveSettings DEFAULTS = new LiveSettings(PoolSettings.DEFAULTS, Policies.DEFAULT, null);

    /**
     * These settings with some replaced; names that are none of {@link #NAMES} are ignored.
     *
     * @param values by name: strings, numbers and truth values; a {@code null} is as if it were absent
     * @throws IllegalArgumentException naming the first wrong setting, its value and what was expected
     */
    public LiveSettings with(Map<String, ? extends @Nullable Object> values) {
        PlainValues plain = new PlainValues(values);
        PoolSettings changed = pool(plain);
        plain.requireWithin("variance", 0, MAX_VARIANCE);
        plain.requireWithin("backlogHistory", 1, MAX_BACKLOG_HISTORY);
        plain.requireWithin("unskilledScore", MIN_UNSKILLED_SCORE, MAX_UNSKILLED_SCORE);
        plain.requireWithin("maxClassShare", MIN_MAX_CLASS_SHARE, 1);
        String newPolicy = plain.text("policy", policy);
        Policies.named(newPolicy);
        return new LiveSettings(changed, newPolicy, plain.textOrNull("classifier", classifier));
    }

    private PoolSettings pool(PlainValues plain) {
        return new PoolSettings(
                plain.number("variance", pool.variance()),
                plain.whole("backlogHistory", pool.backlogHistory()),
                plain.number("unskilledScore", pool.unskilledScore()),
                plain.truth("singleVersion", pool.singleVersion()),
                pool.maxClasses(),
                plain.number("maxClassShare", pool.maxClassShare()),
                plain.number("canary", pool.canary()),
                ResumeSettings.of(
                        parameter -> plain.number(parameter.key(), pool.resume().get(parameter))));
    }
}
