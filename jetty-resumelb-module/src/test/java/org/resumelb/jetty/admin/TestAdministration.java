package org.resumelb.jetty.admin;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.jetty.classifier.ClassifierFile;
import org.resumelb.jetty.classifier.ClassifierInForce;
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

    private final Pool pool;
    private final ClassifierInForce classifier;

    TestAdministration(AtomicLong nanoClock, Path file) {
        pool = new Pool(Policies.named(Policies.DEFAULT), PoolSettings.DEFAULTS, nanoClock::get);
        classifier = new ClassifierInForce(new ClassifierFile(file));
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

    @Override
    public List<SettingInForce> config() {
        return List.of(
                new SettingInForce(SelectionSettings.VARIANCE, 2.5, Origin.JMX),
                new SettingInForce(TrafficSettings.MAX_WAITING, 1024, Origin.DEFAULT),
                new SettingInForce(TrafficSettings.TRUST_STORE_PASSWORD, "hush", Origin.PROPERTY));
    }

    @Override
    public int getWaiting() {
        return 5;
    }

    @Override
    public String reloadClassifier() {
        return "reloaded: " + classifier.reload();
    }

    @Override
    public void drain(String worker) {
        drain(worker, true);
    }

    @Override
    public void undrain(String worker) {
        drain(worker, false);
    }

    @Override
    public void drain(String worker, int seconds) {
        if (!pool.drain(worker, seconds)) {
            throw new IllegalArgumentException(worker);
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

    private void drain(String worker, boolean draining) {
        if (!pool.drain(worker, draining)) {
            throw new IllegalArgumentException("worker: " + worker + " (expected: host:port of a member)");
        }
    }
}
