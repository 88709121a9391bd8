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
import org.resumelb.pool.LeaseBook.Freed;
import org.resumelb.pool.Listeners.Effects;
import org.resumelb.resume.Resume;
import org.resumelb.resume.Skill;

/**
 * The workers, and who of them gets a request.
 *
 * <p>A worker is a member from {@link #register} to {@link #unregister}; a member serves while it is connected, not
 * draining, not left out for its failures, and, in single-version mode, of the version that serves. Only serving workers are chosen. Thread-safe: one
 * lock guards everything, held for a bounded time and never while code outside the pool and its policy runs.
 */
public final class Pool {
    private final ReentrantLock lock = new ReentrantLock();
    private final LongSupplier nanoClock;

    // Guarded by lock, like everything below.
    private final ServingGroup main;
    private final ServingGroup canary;
    private final Members members;
    private final LeaseBook leases;
    private PoolSettings settings;
    private int balancers = 1;

    private volatile Listeners listeners = Listeners.NONE;

    /**
     * Makes an empty pool.
     *
     * @param nanoClock time in nanoseconds from an arbitrary origin, for ages and policies
     */
    @SuppressWarnings("this-escape") // The book of leases only keeps the pool.
    public Pool(Policy.Factory policy, PoolSettings settings, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.settings = settings;
        this.main = new ServingGroup(policy, () -> this.settings, () -> balancers, nanoClock);
        this.canary = new ServingGroup(policy, () -> this.settings, () -> balancers, nanoClock);
        this.members = new Members(() -> this.settings, main, canary, nanoClock);
        this.leases = new LeaseBook(this, members, () -> this.settings, main, canary, nanoClock);
    }

    /** Sets what to call, without the lock, each time a worker begins to serve, or held back requests may go on. */
    public void onAvailable(Runnable listener) {
        listeners = listeners.withAvailable(listener);
    }

    /** Sets what to call, without the lock, when a few of the requests that found all workers full may go on. */
    public void onRoom(Runnable listener) {
        listeners = listeners.withRoom(listener);
    }

    /** Sets what to call, without the lock, each time another version begins to serve in single-version mode. */
    public void onVersionSwitch(Consumer<VersionSwitch> listener) {
        listeners = listeners.withVersionSwitch(listener);
    }

    /** Sets what to call, without the lock, each time a worker is left out for its failures, or is tried again. */
    public void onHealthChange(Consumer<HealthChange> listener) {
        listeners = listeners.withHealthChange(listener);
    }

    /** Says when workers are left out for their failures; never, until this is called. */
    public void ejection(EjectionSettings newSettings) {
        locked(() -> {
            members.ejections().settings(newSettings);
            return newSettings;
        });
    }

    /** Says how many requests each worker takes at a time; more go elsewhere, or wait. At least 1. */
    public void capacityPerWorker(int requests) {
        if (requests < 1) {
            throw new IllegalArgumentException("requests: " + requests + " (expected: a whole number >= 1)");
        }
        locked(() -> {
            leases.capacity(requests);
            return requests;
        });
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
        Worker worker = locked(() -> members.enter(address));
        change(() -> {
            // A member's new version may change which version serves.
            boolean changed = worker.withdrawn || !Objects.equals(worker.version(), address.version());
            worker.withdrawn = false;
            worker.address(address);
            return changed;
        });
        return worker;
    }

    /** A worker is no member any more. Its leases stay valid. */
    public void unregister(Worker worker) {
        change(() -> {
            members.leave(worker);
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
            if (first) {
                // It may have been restarted, or mended.
                members.ejections().readmit(worker, "it is connected again", nanoClock.getAsLong());
            }
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
            Worker worker = members.member(workerName);
            if (worker == null) {
                return false;
            }
            members.drain(worker, draining);
            return true;
        });
    }

    /**
     * Takes work from a worker gradually: at once it gets no class that it does not know, and those it knows leave it
     * one after the other, evenly over a time; then it is drained.
     *
     * @param seconds the time; 0 to drain at once
     * @return whether there is a member of that name
     */
    public boolean drain(String workerName, int seconds) {
        return change(() -> {
            Worker worker = members.member(workerName);
            if (worker == null) {
                return false;
            }
            if (worker.draining || seconds == 0) {
                members.drain(worker, true);
            } else {
                members.handOver(worker, Handover.of(nanoClock.getAsLong(), seconds));
            }
            return true;
        });
    }

    /** Forgets all skills for a class, until workers report it again. */
    public void forget(String requestClass) {
        change(() -> {
            members.all().forEach(worker -> worker.forget(requestClass));
            main.policy().forget(requestClass);
            canary.policy().forget(requestClass);
            return false;
        });
    }

    /** Forgets every worker's skills, as when requests are classified differently from now on. */
    public void forgetAll() {
        change(() -> {
            members.all().forEach(worker -> worker.replaceSkills(new LinkedHashMap<>(), settings.maxClasses()));
            members.all().forEach(worker -> {
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
        Effects effects;
        Lease lease;
        lock.lock();
        try {
            boolean began = members.tick() && members.reconcile();
            effects = effects(began ? Freed.ALL : Freed.NONE);
            lease = leases.open(requestClass, contentHash, excluded);
        } finally {
            lock.unlock();
        }
        listeners.tell(effects);
        return lease;
    }

    /** Whether a worker serves besides these, though it may be too busy now. */
    public boolean servesBesides(Set<Worker> excluded) {
        return locked(
                () -> members.all().stream().anyMatch(worker -> worker.group != null && !excluded.contains(worker)));
    }

    /** Returns whether this call ended the lease; whoever sees {@code false} sees its effects too. */
    boolean release(Lease lease, Outcome outcome) {
        Effects effects;
        lock.lock();
        try {
            if (lease.closed) {
                return false;
            }
            Freed freed = leases.close(lease, outcome);
            boolean failed = outcome != Outcome.SUCCEEDED && outcome != Outcome.ABORTED;
            if (failed && members.ejections().judge(lease.worker(), nanoClock.getAsLong())) {
                freed = members.reconcile() ? Freed.ALL : freed;
            }
            effects = effects(freed);
        } finally {
            lock.unlock();
        }
        listeners.tell(effects);
        return true;
    }

    void detach(Lease lease) {
        listeners.tell(locked(() -> effects(leases.detach(lease))));
    }

    private Effects effects(Freed freed) {
        return new Effects(freed, null, members.ejections().takeNews());
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
            main.policy(newPolicy, members.all());
            canary.policy(newPolicy, members.all());
            return false;
        });
    }

    /** Who would get a request of this class now, and why. */
    public Explanation explain(String requestClass) {
        return locked(() -> leases.groupFor(requestClass).policy().explain(requestClass));
    }

    /** How many workers serve. */
    public int servingWorkers() {
        return locked(() -> main.servingWorkers() + canary.servingWorkers());
    }

    /** The pool as it is now. */
    public PoolStatus status() {
        // What is due with time shall show though no request comes.
        change(members::tick);
        return locked(() -> {
            List<PoolStatus.WorkerStatus> shown = new ArrayList<>();
            long now = nanoClock.getAsLong();
            members.all().stream().filter(worker -> worker.member).forEach(worker -> shown.add(worker.status(now)));
            @Nullable String version = settings.singleVersion() ? members.version() : null;
            return new PoolStatus(
                    main.policy().name(),
                    version,
                    main.backlog().count() + canary.backlog().count(),
                    main.backlog().mean() + canary.backlog().mean(),
                    main.policy().classes() + canary.policy().classes(),
                    main.policy().affinity(),
                    main.policy().classesWithoutGain() + canary.policy().classesWithoutGain(),
                    members.ejections().count(),
                    shown);
        });
    }

    /** Makes a change, lets workers begin and cease to serve as it demands, and tells the listeners. */
    private boolean change(BooleanSupplier change) {
        boolean changed;
        Effects effects;
        lock.lock();
        try {
            String before = members.version();
            changed = change.getAsBoolean();
            boolean available = changed && members.reconcile();
            String now = members.version();
            effects = new Effects(
                    available ? Freed.ALL : Freed.NONE,
                    Objects.equals(before, now) ? null : new VersionSwitch(before, now, main.servingWorkers()),
                    members.ejections().takeNews());
        } finally {
            lock.unlock();
        }
        listeners.tell(effects);
        return changed;
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
