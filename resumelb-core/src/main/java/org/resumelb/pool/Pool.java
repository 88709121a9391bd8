package org.resumelb.pool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.resume.Resume;
import org.resumelb.resume.Skill;

/**
 * The workers, and who of them gets a request.
 *
 * <p>A worker is a member from {@link #register} to {@link #unregister}; a member serves while it is connected, not
 * draining, and, in single-version mode, of the version that serves. Only serving workers are chosen. Thread-safe: one
 * lock guards everything, held for a bounded time and never while code outside the pool and its policy runs.
 */
public final class Pool {
    private final ReentrantLock lock = new ReentrantLock();
    private final LongSupplier nanoClock;
    private final PoolView view = new View();

    // Guarded by lock, like everything below. A worker that has left stays until its last lease ends.
    private final Map<String, Worker> workers = new LinkedHashMap<>();
    private final DecayedBacklog backlog = new DecayedBacklog();
    private final VersionQuorum quorum = new VersionQuorum();
    private PoolSettings settings;
    private Policy policy;
    private int serving;

    private volatile Runnable onAvailable = () -> {};

    /**
     * Makes an empty pool.
     *
     * @param nanoClock time in nanoseconds from an arbitrary origin, for ages and policies
     */
    public Pool(Policy.Factory policy, PoolSettings settings, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.settings = settings;
        this.policy = policy.create(view);
    }

    /** Sets what to call, without the lock, each time a worker begins to serve, or a held back class may go on. */
    public void onAvailable(Runnable listener) {
        onAvailable = listener;
    }

    /** Makes a worker a member, not yet connected; one that is already, or has open leases, is the same worker. */
    public Worker register(WorkerAddress address) {
        Worker worker = locked(() -> member(address));
        change(() -> {
            // A member's new version may change which version serves.
            boolean changed = !Objects.equals(worker.version(), address.version());
            worker.address(address);
            return changed;
        });
        return worker;
    }

    private Worker member(WorkerAddress address) {
        Worker worker = workers.computeIfAbsent(address.name(), name -> new Worker(address));
        worker.member = true;
        return worker;
    }

    /** A worker is no member any more. Its leases stay valid. */
    public void unregister(Worker worker) {
        change(() -> {
            worker.member = false;
            worker.connected = false;
            worker.draining = false;
            return true;
        });
    }

    /** A worker was reached; this is its résumé, which replaces what was known. */
    public void connected(Worker worker, Resume resume) {
        Map<String, Skill> skills = new LinkedHashMap<>(resume.skills());
        change(() -> {
            if (!worker.member) {
                return false;
            }
            boolean first = !worker.connected;
            worker.connected = true;
            worker.reportedInFlight(resume.inFlight());
            worker.replaceSkills(skills, settings.maxClasses());
            if (worker.serving) {
                policy.relearn(worker);
            }
            return first;
        });
    }

    /** A worker was lost; it gets nothing until it is connected again. */
    public void disconnected(Worker worker) {
        change(() -> {
            worker.connected = false;
            return true;
        });
    }

    /** Some of a worker's skills are new or changed. */
    public void learn(Worker worker, Map<String, Skill> changed) {
        Map<String, Skill> skills = Map.copyOf(changed);
        change(() -> {
            worker.addSkills(skills, settings.maxClasses());
            if (worker.serving) {
                policy.learn(worker, skills);
            }
            return false;
        });
    }

    /** A worker says how many requests it is serving, for all load balancers together. */
    public void load(Worker worker, int inFlight) {
        change(() -> {
            worker.reportedInFlight(inFlight);
            return false;
        });
    }

    /**
     * Takes work from a worker, or gives it again; requests under way finish.
     *
     * @return whether there is a member of that name
     */
    public boolean drain(String workerName, boolean draining) {
        return change(() -> {
            Worker worker = workers.get(workerName);
            if (worker == null || !worker.member) {
                return false;
            }
            worker.draining = draining;
            return true;
        });
    }

    /** Forgets all skills for a class, until workers report it again. */
    public void forget(String requestClass) {
        change(() -> {
            workers.values().forEach(worker -> worker.forget(requestClass));
            policy.forget(requestClass);
            return false;
        });
    }

    /** Forgets every worker's skills, as when requests are classified differently from now on. */
    public void forgetAll() {
        change(() -> {
            workers.values().forEach(worker -> worker.replaceSkills(new LinkedHashMap<>(), settings.maxClasses()));
            workers.values().stream().filter(worker -> worker.serving).forEach(policy::relearn);
            policy.forgetAll();
            return false;
        });
    }

    /** Acquires a lease as {@link #acquire(String, int, Set)} does, with nothing known of the content. */
    public @Nullable Lease acquire(String requestClass) {
        return acquire(requestClass, 0, Set.of());
    }

    /**
     * Chooses a worker for a request and counts the request in its backlog.
     *
     * @param contentHash hash of what the request asks for within its class
     * @param excluded workers that must not get it, because they already failed it
     * @return the lease, to be closed at the request's true end; {@code null} when no worker can take it now
     */
    public @Nullable Lease acquire(String requestClass, int contentHash, Set<Worker> excluded) {
        lock.lock();
        try {
            Worker worker = policy.choose(requestClass, contentHash, excluded);
            return worker == null ? null : open(worker, requestClass, contentHash);
        } finally {
            lock.unlock();
        }
    }

    private Lease open(Worker worker, String requestClass, int contentHash) {
        Lease lease = new Lease(this, worker, requestClass, contentHash, nanoClock.getAsLong());
        worker.backlog.rise(workerDecay());
        backlog.rise(poolDecay());
        worker.leases.add(lease);
        policy.acquired(lease);
        return lease;
    }

    /** Returns whether this call ended the lease; whoever sees {@code false} sees its effects too. */
    boolean release(Lease lease, Outcome outcome) {
        boolean unblocked;
        lock.lock();
        try {
            if (lease.closed) {
                return false;
            }
            lease.closed = true;
            Worker worker = lease.worker();
            backlog.fall(poolDecay());
            worker.backlog.fall(workerDecay());
            worker.leases.remove(lease);
            policy.released(lease, outcome);
            dropIfGone(worker);
            unblocked = policy.unblocked();
        } finally {
            lock.unlock();
        }
        if (unblocked) {
            onAvailable.run();
        }
        return true;
    }

    private void dropIfGone(Worker worker) {
        if (!worker.member && worker.backlog() == 0) {
            workers.remove(worker.name(), worker);
        }
    }

    private double workerDecay() {
        return 1 - 1.0 / (2.0 * settings.backlogHistory());
    }

    private double poolDecay() {
        // Leases may end after the last worker has left.
        return 1 - 1.0 / (2.0 * settings.backlogHistory() * Math.max(serving, 1));
    }

    /** The settings in force. */
    public PoolSettings settings() {
        return locked(() -> settings);
    }

    /** Puts other settings in force. */
    public void settings(PoolSettings newSettings) {
        change(() -> {
            settings = newSettings;
            return true;
        });
    }

    /** Lets another policy choose from now on; it starts from the workers' résumés. */
    public void policy(Policy.Factory newPolicy) {
        change(() -> {
            Policy next = newPolicy.create(view);
            workers.values().stream().filter(worker -> worker.serving).forEach(next::join);
            policy = next;
            return false;
        });
    }

    /** Who would get a request of this class now, and why. */
    public Explanation explain(String requestClass) {
        return locked(() -> policy.explain(requestClass));
    }

    /** How many workers serve. */
    public int servingWorkers() {
        return locked(() -> serving);
    }

    /** The pool as it is now. */
    public PoolStatus status() {
        return locked(() -> {
            List<PoolStatus.WorkerStatus> members = new ArrayList<>();
            workers.values().stream().filter(worker -> worker.member).forEach(worker -> members.add(status(worker)));
            @Nullable String version = settings.singleVersion() ? quorum.version() : null;
            return new PoolStatus(policy.name(), version, backlog.count(), backlog.mean(), policy.classes(), members);
        });
    }

    private PoolStatus.WorkerStatus status(Worker worker) {
        Lease oldest = worker.leases.oldest();
        long ageNanos = oldest == null ? 0 : nanoClock.getAsLong() - oldest.startNanos();
        return new PoolStatus.WorkerStatus(
                worker.name(),
                worker.state(),
                worker.version(),
                worker.backlog(),
                worker.meanBacklog(),
                worker.reportedInFlight(),
                ageNanos / 1_000_000,
                worker.skills().size());
    }

    /** Makes a change, lets workers begin and cease to serve as it demands, and tells the listener. */
    private boolean change(BooleanSupplier change) {
        boolean changed;
        boolean available;
        lock.lock();
        try {
            changed = change.getAsBoolean();
            available = changed && reconcile();
        } finally {
            lock.unlock();
        }
        if (available) {
            onAvailable.run();
        }
        return changed;
    }

    /** Returns whether a worker began to serve. */
    private boolean reconcile() {
        List<Worker> able = workers.values().stream()
                .filter(worker -> worker.connected && !worker.draining)
                .toList();
        boolean single = settings.singleVersion();
        if (single) {
            quorum.count(able);
        } else {
            quorum.forget();
        }
        Set<Worker> shall =
                Set.copyOf(single ? able.stream().filter(quorum::serves).toList() : able);
        List.copyOf(workers.values()).stream()
                .filter(worker -> worker.serving && !shall.contains(worker))
                .forEach(this::leave);
        List<Worker> joining = able.stream()
                .filter(worker -> !worker.serving && shall.contains(worker))
                .toList();
        joining.forEach(this::join);
        List.copyOf(workers.values()).forEach(this::dropIfGone);
        return !joining.isEmpty();
    }

    private void join(Worker worker) {
        worker.serving = true;
        serving++;
        policy.join(worker);
    }

    private void leave(Worker worker) {
        worker.serving = false;
        serving--;
        policy.leave(worker);
    }

    private <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }

    private final class View implements PoolView {
        @Override
        public PoolSettings settings() {
            return settings;
        }

        @Override
        public int servingWorkers() {
            return serving;
        }

        @Override
        public double meanBacklog() {
            return backlog.mean();
        }

        @Override
        public long nanoTime() {
            return nanoClock.getAsLong();
        }
    }
}
