package org.resumelb.pool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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

    // Guarded by lock, like everything below. A worker that has left stays until its last lease ends.
    private final Map<String, Worker> workers = new LinkedHashMap<>();
    private final VersionQuorum quorum = new VersionQuorum();
    private final ServingGroup main;
    private final ServingGroup canary;
    private PoolSettings settings;
    private int balancers = 1;

    private volatile Runnable onAvailable = () -> {};
    private volatile Consumer<VersionSwitch> onVersionSwitch = change -> {};

    /**
     * Makes an empty pool.
     *
     * @param nanoClock time in nanoseconds from an arbitrary origin, for ages and policies
     */
    public Pool(Policy.Factory policy, PoolSettings settings, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.settings = settings;
        this.main = new ServingGroup(policy, () -> this.settings, () -> balancers, nanoClock);
        this.canary = new ServingGroup(policy, () -> this.settings, () -> balancers, nanoClock);
    }

    /** Sets what to call, without the lock, each time a worker begins to serve, or a held back class may go on. */
    public void onAvailable(Runnable listener) {
        onAvailable = listener;
    }

    /** Sets what to call, without the lock, each time another version begins to serve in single-version mode. */
    public void onVersionSwitch(Consumer<VersionSwitch> listener) {
        onVersionSwitch = listener;
    }

    /** Says how many load balancers share the workers, this one included; at least 1. */
    public void balancers(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("balancers: " + count + " (expected: a whole number >= 1)");
        }
        locked(() -> balancers = count);
    }

    /** Makes a worker a member, not yet connected; one that is already, or has open leases, is the same worker. */
    public Worker register(WorkerAddress address) {
        Worker worker = locked(() -> member(address));
        change(() -> {
            // A member's new version may change which version serves.
            boolean changed = worker.withdrawn || !Objects.equals(worker.version(), address.version());
            worker.withdrawn = false;
            worker.address(address);
            return changed;
        });
        return worker;
    }

    private Worker member(WorkerAddress address) {
        Worker worker = workers.computeIfAbsent(address.name(), name -> new Worker(address, nanoClock));
        worker.member = true;
        return worker;
    }

    /** A worker is no member any more. Its leases stay valid. */
    public void unregister(Worker worker) {
        change(() -> {
            worker.member = false;
            worker.connected = false;
            worker.draining = false;
            worker.withdrawn = false;
            return true;
        });
    }

    /**
     * A worker is not reported any more, but may be again in a moment. It gets nothing new, but stays a member, with its
     * résumé, until it is registered again or unregistered.
     */
    public void withdraw(Worker worker) {
        change(() -> {
            boolean changed = worker.member && !worker.withdrawn;
            worker.withdrawn |= changed;
            return changed;
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
            worker.reportedInFlight(resume.inFlight(), balancers > 1);
            worker.replaceSkills(skills, settings.maxClasses());
            if (worker.group != null) {
                worker.group.policy().relearn(worker);
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
            if (worker.group != null) {
                worker.group.policy().learn(worker, skills);
            }
            return false;
        });
    }

    /** A worker says how many requests it is serving, for all load balancers together. */
    public void load(Worker worker, int inFlight) {
        change(() -> {
            worker.reportedInFlight(inFlight, balancers > 1);
            if (worker.group != null) {
                worker.group.policy().reported(worker);
            }
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
            main.policy().forget(requestClass);
            canary.policy().forget(requestClass);
            return false;
        });
    }

    /** Forgets every worker's skills, as when requests are classified differently from now on. */
    public void forgetAll() {
        change(() -> {
            workers.values().forEach(worker -> worker.replaceSkills(new LinkedHashMap<>(), settings.maxClasses()));
            workers.values().forEach(worker -> {
                if (worker.group != null) {
                    worker.group.policy().relearn(worker);
                }
            });
            main.policy().forgetAll();
            canary.policy().forgetAll();
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
            Worker worker = groupFor(requestClass).policy().choose(requestClass, contentHash, excluded);
            if (worker == null) {
                worker = main.policy().choose(requestClass, contentHash, excluded);
            }
            return worker == null ? null : open(worker, requestClass, contentHash);
        } finally {
            lock.unlock();
        }
    }

    private ServingGroup groupFor(String requestClass) {
        boolean toCanary = canary.servingWorkers() > 0 && CanaryShare.covers(requestClass, settings.canary());
        return toCanary ? canary : main;
    }

    private Lease open(Worker worker, String requestClass, int contentHash) {
        ServingGroup group = Objects.requireNonNull(worker.group, "a policy chose a worker that does not serve");
        Lease lease = new Lease(this, group, worker, requestClass, contentHash, nanoClock.getAsLong());
        worker.backlog.rise(workerDecay());
        group.backlog().rise(group.decay());
        worker.leases.add(lease);
        group.policy().acquired(lease);
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
            ServingGroup group = lease.group;
            group.backlog().fall(group.decay());
            worker.backlog.fall(workerDecay());
            worker.leases.remove(lease);
            group.policy().released(lease, outcome);
            dropIfGone(worker);
            unblocked = group.policy().unblocked();
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
            main.policy(newPolicy, workers.values());
            canary.policy(newPolicy, workers.values());
            return false;
        });
    }

    /** Who would get a request of this class now, and why. */
    public Explanation explain(String requestClass) {
        return locked(() -> groupFor(requestClass).policy().explain(requestClass));
    }

    /** How many workers serve. */
    public int servingWorkers() {
        return locked(() -> main.servingWorkers() + canary.servingWorkers());
    }

    /** The pool as it is now. */
    public PoolStatus status() {
        return locked(() -> {
            List<PoolStatus.WorkerStatus> members = new ArrayList<>();
            workers.values().stream().filter(worker -> worker.member).forEach(worker -> members.add(status(worker)));
            @Nullable String version = settings.singleVersion() ? quorum.version() : null;
            return new PoolStatus(
                    main.policy().name(),
                    version,
                    main.backlog().count() + canary.backlog().count(),
                    main.backlog().mean() + canary.backlog().mean(),
                    main.policy().classes() + canary.policy().classes(),
                    main.policy().affinity(),
                    main.policy().classesWithoutGain() + canary.policy().classesWithoutGain(),
                    members);
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

    /** Makes a change, lets workers begin and cease to serve as it demands, and tells the listeners. */
    private boolean change(BooleanSupplier change) {
        boolean changed;
        boolean available;
        VersionSwitch switched;
        lock.lock();
        try {
            String before = quorum.version();
            changed = change.getAsBoolean();
            available = changed && reconcile();
            String now = quorum.version();
            switched = Objects.equals(before, now) ? null : new VersionSwitch(before, now, main.servingWorkers());
        } finally {
            lock.unlock();
        }
        if (switched != null) {
            onVersionSwitch.accept(switched);
        }
        if (available) {
            onAvailable.run();
        }
        return changed;
    }

    /** Returns whether a worker began to serve. */
    private boolean reconcile() {
        Map<Worker, ServingGroup> shall = groups();
        List.copyOf(workers.values()).forEach(worker -> {
            if (worker.group != null && worker.group != shall.get(worker)) {
                worker.group.leave(worker);
            }
        });
        boolean joined = false;
        for (Map.Entry<Worker, ServingGroup> place : shall.entrySet()) {
            if (place.getKey().group == null) {
                place.getValue().join(place.getKey());
                joined = true;
            }
        }
        List.copyOf(workers.values()).forEach(this::dropIfGone);
        return joined;
    }

    /** Who shall serve, and in which group; in the order in which workers became known. */
    private Map<Worker, ServingGroup> groups() {
        List<Worker> able = workers.values().stream().filter(Worker::isAble).toList();
        Map<Worker, ServingGroup> groups = new LinkedHashMap<>();
        if (!settings.singleVersion()) {
            quorum.forget();
            able.forEach(worker -> groups.put(worker, main));
            return groups;
        }
        quorum.count(able);
        String newer = settings.canary() > 0 ? quorum.candidate(able).orElse(null) : null;
        for (Worker worker : able) {
            if (quorum.serves(worker)) {
                groups.put(worker, main);
            } else if (VersionQuorum.versionOf(worker).equals(newer)) {
                groups.put(worker, canary);
            }
        }
        return groups;
    }

    private <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}
