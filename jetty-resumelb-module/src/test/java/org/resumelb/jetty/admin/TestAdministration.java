package org.resumelb.jetty.admin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.jetty.classes.ClassWork;
import org.resumelb.jetty.classifier.ClassifierCheck;
import org.resumelb.jetty.classifier.ClassifierFile;
import org.resumelb.jetty.classifier.ClassifierInForce;
import org.resumelb.jetty.metrics.Metrics;
import org.resumelb.jetty.metrics.Observation;
import org.resumelb.jetty.metrics.Surroundings;
import org.resumelb.jetty.testing.ManualScheduler;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Resume;
import org.resumelb.settings.SelectionSettings;
import org.resumelb.settings.SettingInForce;
import org.resumelb.settings.SettingInForce.Origin;
import org.resumelb.settings.TrafficSettings;

/** What the pages show and do, with a real pool and classifier. */
final class TestAdministration implements Administration {
    private volatile boolean stopAnnounced;
    private volatile @Nullable Hang hang;

    private final Pool pool;
    private final ClassifierInForce classifier;
    private final ManualScheduler scheduler = new ManualScheduler();
    private final Metrics metrics;

    private final ClassWork classWork;
    private final Conditions conditions;

    TestAdministration(AtomicLong nanoClock, Path file) {
        pool = new Pool(Policies.named(Policies.DEFAULT), PoolSettings.DEFAULTS, nanoClock::get);
        classWork = new ClassWork(nanoClock::get);
        pool.observer(classWork);
        classifier = new ClassifierInForce(new ClassifierFile(file));
        metrics = new Metrics(pool, scheduler)
                .with(
                        new Surroundings(
                                this::reason,
                                () -> Map.of("lost", 3L),
                                () -> 0,
                                () -> 0,
                                () -> OptionalInt.empty(),
                                () -> conditions().levels()),
                        () -> null);
        conditions = new Conditions(this);
    }

    void connect(String address, Map<String, Double> scores) {
        Worker worker = pool.register(WorkerAddress.parse(address));
        pool.connected(worker, Resume.ofScores(scores));
    }

    @Override
    public Pool pool() {
        return pool;
    }

    @Override
    public ClassifierInForce classifier() {
        return classifier;
    }

    @Override
    public DiscoveryState discovery() {
        return DiscoveryState.OK;
    }

    @Override
    public String reason(String worker) {
        return worker.equals("two:2") ? "401: token?" : "";
    }

    /** The observation's. */
    ManualScheduler scheduler() {
        return scheduler;
    }

    @Override
    public Conditions conditions() {
        return conditions;
    }

    @Override
    public ClassWork classWork() {
        return classWork;
    }

    @Override
    public ClassifierCheck checkClassifier() {
        return classifier.check();
    }

    @Override
    public void forget(String requestClass) {
        pool.forget(requestClass);
    }

    @Override
    public Observation observation() {
        return metrics.observation();
    }

    @Override
    public Metrics metrics() {
        return metrics;
    }

    @Override
    public List<SettingInForce> config() {
        return List.of(
                new SettingInForce(SelectionSettings.VARIANCE, 2.5, Origin.JMX),
                new SettingInForce(TrafficSettings.MAX_WAITING, 1024, Origin.DEFAULT),
                new SettingInForce(TrafficSettings.TRUST_STORE_PASSWORD, "hush", Origin.PROPERTY));
    }

    @Override
    public int getWaiting() {
        Hang present = hang;
        if (present != null) {
            present.await();
        }
        return 5;
    }

    /** Pages that ask how many requests wait hang until this is closed. */
    Hang hang() {
        Hang made = new Hang();
        hang = made;
        return made;
    }

    /** See {@link #hang}. */
    final class Hang implements AutoCloseable {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);

        private void await() {
            asked.countDown();
            await(over);
        }

        void awaitAsked() {
            await(asked);
        }

        private static void await(CountDownLatch latch) {
            try {
                assertTrue(latch.await(60, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            hang = null;
            over.countDown();
        }
    }

    @Override
    public String reloadClassifier() {
        return "reloaded: " + classifier.reload();
    }

    @Override
    public void undrain(String worker) {
        if (!pool.drain(worker, false)) {
            throw new IllegalArgumentException("worker: " + worker + " (expected: host:port of a member)");
        }
    }

    @Override
    public void drain(String worker, int seconds, boolean unlessLast) {
        if (unlessLast && pool.servingWorkers() == 1) {
            throw new LastWorkerException(worker);
        }
        if (!pool.drain(worker, seconds)) {
            throw new IllegalArgumentException("worker: " + worker + " (expected: host:port of a member)");
        }
    }

    @Override
    public long getLethalRequests() {
        return 3;
    }

    void announceStop() {
        stopAnnounced = true;
    }

    @Override
    public boolean isStopAnnounced() {
        return stopAnnounced;
    }
}
