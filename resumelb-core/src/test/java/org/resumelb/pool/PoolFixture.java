package org.resumelb.pool;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.policy.ClassicPolicy;
import org.resumelb.resume.Resume;

/** A pool with the classic rules, a clock that stands still until it is moved, and short ways to say things. */
final class PoolFixture {
    long nanos;

    /** Runs once, when the pool reads its clock. */
    Runnable onNextTick = () -> {};

    final Pool pool;

    PoolFixture(PoolSettings settings) {
        pool = new Pool(ClassicPolicy::new, settings, this::nanoTime);
    }

    private long nanoTime() {
        Runnable now = onNextTick;
        onNextTick = () -> {};
        now.run();
        return nanos;
    }

    PoolFixture() {
        this(PoolSettings.DEFAULTS);
    }

    static PoolFixture singleVersion() {
        return new PoolFixture(PoolSettings.DEFAULTS.withSingleVersion(true));
    }

    /** Operations of an empty pool. */
    static Operations operations() {
        Outbox outbox = new Outbox();
        PoolContext context = new PoolContext(() -> 0, PoolSettings.DEFAULTS);
        return new Operations(context, ClassicPolicy::new, new Guard(outbox), new Listeners(outbox));
    }

    /** Registers a worker without connecting it; {@code "a"} or {@code "a;version=1"}. */
    Worker registered(String name) {
        int semicolon = name.indexOf(';');
        String host = semicolon < 0 ? name : name.substring(0, semicolon);
        return pool.register(WorkerAddress.parse("http://" + host + ":80" + name.substring(host.length())));
    }

    Worker serving(String name) {
        return serving(name, Map.of());
    }

    Worker serving(String name, Map<String, Double> scores) {
        Worker worker = registered(name);
        pool.connected(worker, Resume.ofScores(scores));
        return worker;
    }

    /** Waits for a worker; the receiver says what became of it. */
    TestReceiver awaits(String requestClass) {
        return awaits(PoolRequest.of(requestClass));
    }

    TestReceiver awaits(PoolRequest request) {
        TestReceiver receiver = new TestReceiver();
        receiver.waiter = pool.await(request, receiver);
        return receiver;
    }

    Lease acquired(String requestClass) {
        return Objects.requireNonNull(pool.acquire(requestClass), requestClass);
    }

    /** The hosts of the workers that serve, in alphabetical order. */
    Set<String> active() {
        return pool.status().workers().stream()
                .filter(worker -> worker.state() == WorkerState.ACTIVE)
                .map(worker -> worker.name().replace(":80", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    PoolStatus.WorkerStatus status(Worker worker) {
        return pool.status().workers().stream()
                .filter(status -> status.name().equals(worker.name()))
                .findFirst()
                .orElseThrow();
    }
}
