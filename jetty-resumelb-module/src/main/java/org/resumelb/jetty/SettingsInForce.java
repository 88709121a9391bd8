package org.resumelb.jetty;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.resumelb.jetty.classifier.ClassifierFile;
import org.resumelb.jetty.classifier.ClassifierFileException;
import org.resumelb.jetty.classifier.ClassifierInForce;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.settings.LiveSettings;
import org.resumelb.settings.ServerSettings;
import org.resumelb.settings.Setting;
import org.resumelb.settings.SettingInForce;
import org.resumelb.settings.SettingInForce.Origin;
import org.resumelb.settings.SettingValues;
import org.resumelb.settings.SettingsTable;
import org.resumelb.text.Excerpt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that changes while the load balancer serves, whether from ZooKeeper, JMX or the admin pages: the numbers
 * of selection, the policy and the classifier. Thread-safe: only this object changes them, and each change reads,
 * checks and replaces while holding its monitor, so that no concurrent change is lost.
 */
final class SettingsInForce {
    private static final Logger LOG = LoggerFactory.getLogger(LoadBalancer.class);

    /** A reason may name a file and a class. */
    private static final int MAX_REASON = 1_000;

    private final Pool pool;
    private final ClassifierInForce classifier;
    private final LiveSettings atStart;
    private final SharedClassifier sharedClassifier;

    private final SettingValues given;

    private volatile String policy;

    /** The settings from the start, overridden by the shared ones; guarded by this. */
    private LiveSettings fromTree;

    SettingsInForce(Settings settings, Pool pool, ClassifierInForce classifier) {
        this.pool = pool;
        this.classifier = classifier;
        this.policy = settings.policy();
        this.atStart = new LiveSettings(settings.pool(), settings.policy(), null);
        this.fromTree = atStart;
        this.given = SettingValues.of(settings.given(), Path.of(""));
        tellWithoutEffect(settings.pool());
        Settings.ZooKeeper zookeeper = settings.zookeeper();
        this.sharedClassifier = new SharedClassifier(classifier.file(), zookeeper == null ? null : zookeeper.base());
    }

    LiveSettings atStart() {
        return atStart;
    }

    /**
     * Puts settings in force, all or none.
     *
     * @throws ClassifierFileException if there is no such classifier
     * @throws IllegalArgumentException if other machines may not name this classifier file
     */
    synchronized void apply(LiveSettings settings) {
        useClassifier(sharedClassifier.named(settings.classifier()));
        if (!settings.policy().equals(policy)) {
            policy(settings.policy());
        }
        if (!settings.pool().equals(pool.settings())) {
            change(settings.pool());
        }
        fromTree = settings;
    }

    private void useClassifier(ClassifierFile wanted) {
        if (!wanted.path().equals(classifier.file().path())) {
            if (classifier.use(wanted)) {
                pool.forgetAll();
            }
            LOG.info("Classifier in force: {}", classifier.loaded().description());
        }
    }

    /**
     * Reads the classifier's file again; returns what is in force now.
     *
     * @throws ClassifierFileException naming file, line and reason
     */
    synchronized String reloadClassifier() {
        if (reloaded()) {
            pool.forgetAll();
            return told("; skills learnt under the former are forgotten");
        }
        return told("; it names requests as before");
    }

    private boolean reloaded() {
        try {
            return classifier.reload();
        } catch (ClassifierFileException e) {
            LOG.warn(
                    "Classifier not reloaded, the previous one stays in force: {}",
                    Excerpt.of(e.getMessage(), MAX_REASON));
            throw e;
        }
    }

    private String told(String consequence) {
        String outcome = "Classifier in force: " + classifier.loaded().description() + consequence;
        LOG.info(outcome);
        return outcome;
    }

    String policy() {
        return policy;
    }

    synchronized void policy(String newPolicy) {
        pool.policy(Policies.named(newPolicy));
        String before = policy;
        policy = newPolicy;
        LOG.info("Policy changed: {} -> {}", before, newPolicy);
    }

    /**
     * Sets a number by the name of its property, without {@code resumelb.}.
     *
     * @throws IllegalArgumentException naming the setting, its value and the expected form
     */
    synchronized void set(String name, Number value) {
        if (!LiveSettings.NUMBERS.contains(name)) {
            throw new IllegalArgumentException("setting: " + SettingsTable.unknown(name, LiveSettings.NUMBERS));
        }
        change(new LiveSettings(pool.settings(), policy, null)
                .with(Map.of(name, value))
                .pool());
    }

    private void change(PoolSettings settings) {
        PoolSettings before = pool.settings();
        pool.settings(settings);
        LOG.info("Settings changed: {}", SettingsChange.between(live(before), live(settings)));
        tellWithoutEffect(settings);
    }

    private LiveSettings live(PoolSettings settings) {
        return new LiveSettings(settings, policy, null);
    }

    /** The current value of every setting. */
    synchronized List<SettingInForce> all() {
        Map<String, Object> now = new LiveSettings(pool.settings(), policy, fromTree.classifier()).values();
        Map<String, Object> start = atStart.values();
        Map<String, Object> tree = fromTree.values();
        List<SettingInForce> all = new ArrayList<>();
        for (Setting<?> setting : SettingsTable.BALANCER) {
            Object live = now.get(setting.name());
            if (live == null || live.equals(start.get(setting.name()))) {
                all.add(ofStart(setting));
            } else {
                boolean shared = live.equals(tree.get(setting.name()));
                all.add(new SettingInForce(setting, live, shared ? Origin.ZOOKEEPER : Origin.JMX));
            }
        }
        return all;
    }

    private SettingInForce ofStart(Setting<?> setting) {
        boolean isShipped = setting.equals(ServerSettings.CLASSIFIER)
                && ShippedClassifier.isIn(Path.of(given.get(ServerSettings.CLASSIFIER)));
        boolean isGiven = given.isGiven(setting) && !isShipped;
        return new SettingInForce(setting, given.get(setting), isGiven ? Origin.PROPERTY : Origin.DEFAULT);
    }

    private static void tellWithoutEffect(PoolSettings settings) {
        if (!settings.withoutEffect().isEmpty()) {
            LOG.warn("Settings that have no effect and can be removed: {}", settings.withoutEffect());
        }
    }
}
