package org.resumelb.settings;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.resumelb.policy.Policies;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.ResumeParameter;

/**
 * Settings of the choice of a worker. Their defaults and, for the policy {@code resume}, their bounds come from the
 * pool.
 */
public final class SelectionSettings {
    private static final SettingGroup GROUP = new SettingGroup();
    private static final PoolSettings DEFAULTS = PoolSettings.DEFAULTS;

    public static final Setting<String> POLICY = GROUP.live(
            "policy",
            Kind.oneOf(Policies.names()),
            Policies.DEFAULT,
            "How a worker is chosen: by what the request will cost on it ([policy.md](policy.md)), by zc.resumelb's"
                    + " rules, or by backlog alone.");

    public static final Setting<Double> VARIANCE = GROUP.live(
            "variance",
            Kind.number(0, 1e6),
            Double.toString(DEFAULTS.variance()),
            "For `classic`: how far above the mean a skilled worker's backlog may rise before another worker is"
                    + " recruited. Less balances more evenly, more keeps classes together.");

    public static final Setting<Integer> BACKLOG_HISTORY = GROUP.live(
            "backlogHistory",
            Kind.whole(1, 1_000_000).in("requests"),
            Integer.toString(DEFAULTS.backlogHistory()),
            "Requests that a worker's mean backlog remembers.");

    public static final Setting<Double> UNSKILLED_SCORE = GROUP.live(
            "unskilledScore",
            Kind.number(1e-9, 1e9).in("requests/s"),
            Double.toString(DEFAULTS.unskilledScore()),
            "Score, in requests/second, that a recruited worker has for a class until its own résumé says better.");

    public static final Setting<Double> MAX_CLASS_SHARE = GROUP.live(
            "maxClassShare",
            Kind.number(0.01, 1),
            Double.toString(DEFAULTS.maxClassShare()),
            "Without effect; accepted for old configurations. Requests that wait take fair turns instead; see"
                    + " [policy.md](policy.md#holding-back).");

    public static final Setting<Boolean> SINGLE_VERSION = GROUP.live(
            "singleVersion",
            Kind.truth(),
            Boolean.toString(DEFAULTS.singleVersion()),
            "Whether only the version that most workers run serves; the others stand by.");

    public static final Setting<Double> CANARY = GROUP.live(
            "canary",
            Kind.number(0, 0.5),
            Kind.text(DEFAULTS.canary()),
            "In single-version mode, the share of request classes served by the newest version that waits for its"
                    + " quorum; see [ZooKeeper](zookeeper.md).");

    public static final Setting<Integer> MAX_CLASSES = GROUP.atStart(
            "maxClasses",
            Kind.whole(1, 100_000_000).in("classes"),
            Integer.toString(DEFAULTS.maxClasses()),
            "Request classes remembered, the coldest go first; also the most that one résumé may have.");

    private static final Map<ResumeParameter, Setting<Double>> RESUME = new EnumMap<>(ResumeParameter.class);

    static {
        for (ResumeParameter parameter : ResumeParameter.values()) {
            RESUME.put(
                    parameter,
                    GROUP.live(
                            parameter.key(), kind(parameter), Kind.text(parameter.byDefault()), parameter.meaning()));
        }
    }

    private SelectionSettings() {}

    private static Kind<Double> kind(ResumeParameter parameter) {
        return parameter.isCount()
                ? Kind.count(parameter.least(), parameter.greatest())
                : Kind.number(parameter.least(), parameter.greatest());
    }

    /** The setting for a parameter of the policy {@code resume}. */
    public static Setting<Double> of(ResumeParameter parameter) {
        return Objects.requireNonNull(RESUME.get(parameter));
    }

    static List<Setting<?>> all() {
        return GROUP.all();
    }
}
