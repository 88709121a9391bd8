package org.resumelb.settings;

import static org.resumelb.settings.SelectionSettings.BACKLOG_HISTORY;
import static org.resumelb.settings.SelectionSettings.CANARY;
import static org.resumelb.settings.SelectionSettings.MAX_CLASS_SHARE;
import static org.resumelb.settings.SelectionSettings.POLICY;
import static org.resumelb.settings.SelectionSettings.SINGLE_VERSION;
import static org.resumelb.settings.SelectionSettings.UNSKILLED_SCORE;
import static org.resumelb.settings.SelectionSettings.VARIANCE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resumelb.policy.Policies;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.ResumeParameter;
import org.resumelb.pool.ResumeSettings;

/**
 * The settings of a load balancer that can change while it serves. Immutable.
 *
 * @param policy name of the policy
 * @param classifier file that builds the classifier; {@code null} for the one that the load balancer started with
 */
public record LiveSettings(
        PoolSettings pool, String policy, @Nullable String classifier) {
    /** All names, in the order in which people look for them. */
    public static final List<String> NAMES = SettingsTable.LIVE;

    /** Those of {@link #NAMES} that are numbers. */
    public static final List<String> NUMBERS = SettingsTable.BALANCER.stream()
            .filter(setting -> setting.isLive()
                    && Number.class.isAssignableFrom(setting.kind().type()))
            .map(Setting::name)
            .toList();

    /** The settings in force when neither properties nor ZooKeeper set anything. */
    public static final LiveSettings DEFAULTS = new LiveSettings(PoolSettings.DEFAULTS, Policies.DEFAULT, null);

    /**
     * These settings with some replaced; unknown names are ignored.
     *
     * @param values by name: strings, numbers and booleans; {@code null} counts as absent
     * @throws IllegalArgumentException naming the first wrong setting, its value and the expected form
     */
    public LiveSettings with(Map<String, ? extends @Nullable Object> values) {
        Changes changes = new Changes(values);
        Object file = values.get(ServerSettings.CLASSIFIER.name());
        return new LiveSettings(
                pool(changes),
                changes.get(POLICY, policy),
                file == null ? classifier : ServerSettings.CLASSIFIER.ofPlain(file));
    }

    /** The value of each of {@link #NAMES}, without the classifier if it is the one from the start. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(POLICY.name(), policy);
        values.put(VARIANCE.name(), pool.variance());
        values.put(BACKLOG_HISTORY.name(), pool.backlogHistory());
        values.put(UNSKILLED_SCORE.name(), pool.unskilledScore());
        values.put(MAX_CLASS_SHARE.name(), pool.maxClassShare());
        values.put(SINGLE_VERSION.name(), pool.singleVersion());
        values.put(CANARY.name(), pool.canary());
        for (ResumeParameter parameter : ResumeParameter.values()) {
            values.put(parameter.key(), pool.resume().get(parameter));
        }
        if (classifier != null) {
            values.put(ServerSettings.CLASSIFIER.name(), classifier);
        }
        return values;
    }

    private PoolSettings pool(Changes changes) {
        return new PoolSettings(
                changes.get(VARIANCE, pool.variance()),
                changes.get(BACKLOG_HISTORY, pool.backlogHistory()),
                changes.get(UNSKILLED_SCORE, pool.unskilledScore()),
                changes.get(SINGLE_VERSION, pool.singleVersion()),
                pool.maxClasses(),
                changes.get(MAX_CLASS_SHARE, pool.maxClassShare()),
                changes.get(CANARY, pool.canary()),
                ResumeSettings.of(parameter -> changes.get(
                        SelectionSettings.of(parameter), pool.resume().get(parameter))));
    }

    private record Changes(Map<String, ? extends @Nullable Object> values) {
        <T> T get(Setting<T> setting, T absent) {
            Object value = values.get(setting.name());
            return value == null ? absent : setting.ofPlain(value);
        }
    }
}
