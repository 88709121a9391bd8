package org.resumelb.jetty;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.classifier.ClassifierFile;
import org.resumelb.jetty.classifier.ClassifierFileException;
import org.resumelb.jetty.classifier.ClassifierInForce;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.settings.LiveSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What changes while the load balancer serves, from ZooKeeper, over JMX or by the admin pages: the numbers of selection,
 * the policy, the classifier. Thread-safe; its monitor keeps changes of the policy in one order.
 */
final class SettingsInForce {
    private static final Logger LOG = LoggerFactory.getLogger(LoadBalancer.class);

    private final Pool pool;
    private final ClassifierInForce classifier;
    private final LiveSettings atStart;
    private final ClassifierFile classifierAtStart;

    /** Where names of classifiers in ZooKeeper are looked for. */
    private final @Nullable Path base;

    private volatile String policy;

    SettingsInForce(Settings settings, Pool pool, ClassifierInForce classifier) {
        this.pool = pool;
        this.classifier = classifier;
        this.policy = settings.policy();
        this.atStart = new LiveSettings(settings.pool(), settings.policy(), null);
        this.classifierAtStart = classifier.file();
        Settings.ZooKeeper zookeeper = settings.zookeeper();
        this.base = zookeeper == null ? null : zookeeper.base();
    }

    LiveSettings atStart() {
        return atStart;
    }

    /**
     * Puts settings in force, all or none.
     *
     * @throws ClassifierFileException when there is no such classifier
     */
    synchronized void apply(LiveSettings settings) {
        useClassifier(settings.classifier());
        if (!settings.policy().equals(policy)) {
            policy(settings.policy());
        }
        if (!settings.pool().equals(pool.settings())) {
            change(settings.pool());
        }
    }

    private void useClassifier(@Nullable String file) {
        ClassifierFile wanted = file == null || base == null
                ? classifierAtStart
                : new ClassifierFile(base.resolve(file).normalize());
        if (!wanted.path().equals(classifier.file().path())) {
            if (classifier.use(wanted)) {
                pool.forgetAll();
            }
            LOG.info("Classifier in force: {}", classifier.loaded().description());
        }
    }

    /** Reads the classifier's file again; returns what is in force now. */
    String reloadClassifier() {
        boolean different = classifier.reload();
        if (different) {
            pool.forgetAll();
        }
        String outcome = "Classifier in force: " + classifier.loaded().description()
                + (different ? "; skills learnt under the former are forgotten" : "; it names requests as before");
        LOG.info(outcome);
        return outcome;
    }

    String policy() {
        return policy;
    }

    synchronized void policy(String newPolicy) {
        pool.policy(Policies.named(newPolicy));
        policy = newPolicy;
        LOG.info("Policy in force: {}", newPolicy);
    }

    /** Sets a number by the name of its property, without {@code resumelb.}. */
    void set(String name, double value) {
        if (!LiveSettings.NAMES.contains(name)) {
            throw new IllegalArgumentException("setting: " + name + " (expected: one of " + LiveSettings.NAMES + ")");
        }
        change(new LiveSettings(pool.settings(), policy, null)
                .with(Map.of(name, value))
                .pool());
    }

    void change(PoolSettings settings) {
        pool.settings(settings);
        LOG.info("Settings in force: {}", settings);
    }
}
