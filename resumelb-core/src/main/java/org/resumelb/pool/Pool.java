package org.resumelb.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.resume.Report;
import org.resumelb.resume.Resume;
import org.resumelb.resume.Skill;

/**
 * The workers, who of them gets a request, and the requests that wait.
 *
 * <p>A worker is a member from {@link #register} to {@link #unregister}; a member serves while it is connected, not
 * draining, not left out for its failures, and, in single-version mode, of the version that serves. Only serving workers
 * are chosen. Thread-safe: one lock guards everything, held for a bounded time and never while code outside the pool and
 * its policy runs.
 */
public final class Pool {
    private final ReentrantLock lock = new ReentrantLock();
    private final Outbox outbox = new Outbox();

    // Guarded by lock, like everything below.
    private final PoolContext context;
    private final ServingGroup main;
    private final ServingGroup canary;
    private final Members members;
    private final Dispatcher dispatcher;

    private volatile Consumer<VersionSwitch> onVersionSwitch = change -> {};
    private volatile Consumer<HealthChange> onHealthChange = change -> {};
    private volatile PoolObserver observer = PoolObserver.NONE;

    /**
     * Makes an empty pool.
     *
     * @param nanoClock time in nanoseconds from an arbitrary origin, for ages and policies
     */
    @SuppressWarnings("this-escape") // The dispatcher only keeps the pool.
    public Pool(Policy.Factory policy, PoolSettings settings, LongSupplier nanoClock) {
        context = new PoolContext(nanoClock, settings);
        main = new ServingGroup(policy, context);
        canary = new ServingGroup(policy, context);
        members = new Members(context, main, canary);
        dispatcher = new Dispatcher(this, context, main, canary);
    }

    /** Sets what to call, without the lock, each time another version begins to serve in single-version mode. */
    public void onVersionSwitch(Consumer<VersionSwitch> listener) {
        onVersionSwitch = listener;
    }

    /** Sets what to call, without the lock, each time a worker is left out for its failures, or is tried again. */
    public void onHealthChange(Consumer<HealthChange> listener) {
        onHealthChange = listener;
    }

    /** Adds one who is told of requests. */
    public synchronized void observer(PoolObserver newObserver) {
        observer = observer == PoolObserver.NONE ? newObserver : new TwoObservers(observer, newObserver);
    }

    void tellSelected(Lease lease) {
        tell(() -> observer.selected(lease));
    }

    void tellRefused(PoolObserver.Refusal reason) {
        tell(() -> observer.refused(reason));
    }

    /** An observer that throws must not take a request with it. */
    private void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error failure) {
            outbox.failed(failure);
        }
    }

    /** Sets what to tell of exceptions that a receiver or a listener threw. */
    public void onFailure(Consumer<Throwable> listener) {
        outbox.onFailure(listener);
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
        requireAtLeastOne("requests", requests);
        withEffects(effects -> {
            dispatcher.capacity(requests, members.all(), effects);
            return requests;
        });
    }

    /** Says how many requests may wait; at least 0. */
    public void maxWaiting(int requests) {
        if (requests < 0) {
            throw new IllegalArgumentException("requests: " + requests + " (expected: a whole number >= 0)");
        }
        locked(() -> {
            dispatcher.room().max(requests);
            return requests;
        });
    }

    /** Says how many load balancers share the workers, this one included; at least 1. */
    public void balancers(int count) {
        requireAtLeastOne("balancers", count);
        locked(() -> {
            context.balancers(count);
            return count;
        });
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: a whole number >= 1)");
        }
    }

    /** Makes a worker a member, not yet connected; one that is already, or has open leases, is the same worker. */
    public Worker register(WorkerAddress address) {
        Worker worker = locked(() -> members.enter(address));
        change(() -> members.report(worker, address));
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
        change(() -> members.withdraw(worker));
    }

    /** A worker was reached; this is its résumé, which replaces what was known. */
    public void connected(Worker worker, Resume resume) {
        change(() -> members.connect(worker, resume));
    }

    /** A worker was lost; it gets nothing until it is connected again. */
    public void disconnected(Worker worker) {
        change(() -> {
            worker.connected(false);
            return true;
        });
    }

    /** Some of a worker's skills are new or changed. */
    public void learn(Worker worker, Map<String, Skill> changed) {
        Map<String, Skill> skills = Map.copyOf(changed);
        locked(() -> {
            members.learn(worker, skills);
            return skills;
        });
    }

    /** A worker says how many requests it is serving, for all load balancers together. */
    public void load(Worker worker, int inFlight) {
        locked(() -> {
            members.load(worker, inFlight);
            return inFlight;
        });
    }

    /**
     * Takes work from a worker, or gives it again; requests under way finish.
     *
     * @return whether there is a member of that name
     */
    public boolean drain(String workerName, boolean draining) {
        return changeMember(workerName, worker -> members.drain(worker, draining));
    }

    /**
     * Takes work from a worker gradually: at once it gets no class that it does not know, and those it knows leave it
     * one after the other, evenly over a time; then it is drained.
     *
     * @param seconds the time; 0 to drain at once
     * @return whether there is a member of that name
     */
    public boolean drain(String workerName, int seconds) {
        return changeMember(workerName, worker -> members.drain(worker, seconds));
    }

    private boolean changeMember(String workerName, Consumer<Worker> change) {
        return change(() -> {
            Worker worker = members.member(workerName);
            if (worker != null) {
                change.accept(worker);
            }
            return worker != null;
        });
    }

    /** Forgets all skills for a class, until workers report it again. */
    public void forget(String requestClass) {
        locked(() -> {
            members.forget(requestClass);
            return requestClass;
        });
    }

    /** Forgets every worker's skills, as when requests are classified differently from now on. */
    public void forgetAll() {
        locked(() -> {
            members.forgetAll();
            return members;
        });
    }

    /** Acquires a lease as {@link #acquire(PoolRequest)} does, of a request of which nothing but the class is known. */
    public @Nullable Lease acquire(String requestClass) {
        return acquire(PoolRequest.of(requestClass));
    }

    /** Acquires a lease as {@link #acquire(PoolRequest)} does. */
    public @Nullable Lease acquire(String requestClass, int contentHash, Set<Worker> failed) {
        return acquire(new PoolRequest(requestClass, contentHash, "", failed));
    }

    /**
     * Chooses a worker for a request and counts the request in its backlog.
     *
     * @return the lease, to be closed at the request's true end; {@code null} when no worker can take it now
     */
    public @Nullable Lease acquire(PoolRequest request) {
        Effects effects = new Effects();
        Lease lease;
        lock.lock();
        try {
            passTime(effects);
            lease = dispatcher.acquire(request);
        } finally {
            lock.unlock();
        }
        outbox.deliver(effects.calls());
        if (lease != null) {
            tellSelected(lease);
        }
        return lease;
    }

    /**
     * Acquires a lease as soon as it can be had. The receiver is told once, perhaps before this returns: that the lease is
     * there, or that too many wait, which is also told of requests that waited and have to make room for this one.
     *
     * @return what cancels the waiting
     */
    public Waiter await(PoolRequest request, Receiver receiver) {
        return withEffects(effects -> {
            passTime(effects);
            return dispatcher.arrive(request, receiver, effects);
        });
    }

    /** Returns whether the request still waited. */
    boolean cancel(Waiter waiter) {
        return locked(() -> dispatcher.leave(waiter));
    }

    /** How many requests wait. */
    public int waiting() {
        return locked(() -> dispatcher.room().size());
    }

    /** Whether a worker serves besides these, though it may be too busy now. */
    public boolean servesBesides(Set<Worker> excluded) {
        return locked(
                () -> members.all().stream().anyMatch(worker -> worker.group() != null && !excluded.contains(worker)));
    }

    /** Returns whether this call ended the lease; whoever sees {@code false} sees its effects too. */
    boolean release(Lease lease, Outcome outcome, Report report) {
        boolean ended = withEffects(effects -> {
            if (lease.isClosed()) {
                return false;
            }
            dispatcher.close(lease, outcome, report);
            boolean doubtful = outcome.isFailure() || outcome == Outcome.NOT_FOUND;
            if (doubtful && members.ejections().judge(lease.worker(), context.nanoTime())) {
                reconcile(effects);
            }
            dispatcher.serve(lease.worker(), effects);
            members.dropIfGone(lease.worker());
            return true;
        });
        if (ended) {
            tell(() -> observer.ended(lease, outcome, lease.takenNanos()));
        }
        return ended;
    }

    void detach(Lease lease) {
        withEffects(effects -> {
            dispatcher.detach(lease, effects);
            return lease;
        });
    }

    /** Does what is due with time, and gives room that came with time to those who wait. To be called several times a second. */
    public void tick() {
        withEffects(effects -> {
            passTime(effects);
            dispatcher.tick(effects);
            return effects;
        });
    }

    private void passTime(Effects effects) {
        if (members.tick()) {
            reconcile(effects);
        }
        tellHealth(effects);
    }

    private void reconcile(Effects effects) {
        members.reconcile();
        dispatcher.rearrange(members.all(), effects);
        tellHealth(effects);
    }

    private void tellHealth(Effects effects) {
        members.ejections().takeNews().forEach(news -> effects.add(() -> onHealthChange.accept(news)));
    }

    /** The settings in force. */
    public PoolSettings settings() {
        return locked(context::settings);
    }

    /** Puts other settings in force. */
    public void settings(PoolSettings newSettings) {
        change(() -> {
            context.settings(newSettings);
            return true;
        });
    }

    /** Lets another policy choose from now on; it starts from the workers' résumés. */
    public void policy(Policy.Factory newPolicy) {
        change(() -> {
            main.policy(newPolicy, members.all());
            canary.policy(newPolicy, members.all());
            return true;
        });
    }

    /** Who would get a request of this class now, and why: what {@link #acquire(String)} would answer. Changes nothing. */
    public Explanation explain(String requestClass) {
        return explain(PoolRequest.of(requestClass));
    }

    /**
     * Who would get a request now, and why: what {@link #acquire(PoolRequest)} would answer. Changes nothing but what is due
     * with time.
     */
    public Explanation explain(PoolRequest request) {
        change(members::tick);
        return locked(() -> dispatcher.explain(request));
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
            long now = context.nanoTime();
            List<PoolStatus.WorkerStatus> shown = new ArrayList<>();
            members.all().stream().filter(Worker::isMember).forEach(worker -> shown.add(worker.status(now)));
            @Nullable String version = context.settings().singleVersion() ? members.version() : null;
            return new PoolStatus(
                    main.policy().name(),
                    version,
                    main.backlog().count() + canary.backlog().count(),
                    main.backlog().mean() + canary.backlog().mean(),
                    main.policy().classes() + canary.policy().classes(),
                    main.policy().affinity(),
                    main.policy().classesWithoutGain() + canary.policy().classesWithoutGain(),
                    members.ejections().count(),
                    dispatcher.room().size(),
                    TimeUnit.NANOSECONDS.toMillis(now - dispatcher.room().oldestNanos(now)),
                    shown);
        });
    }

    /** Makes a change and lets workers begin and cease to serve as it demands; returns what the change returned. */
    private boolean change(BooleanSupplier change) {
        return withEffects(effects -> {
            String before = members.version();
            boolean changed = change.getAsBoolean();
            if (changed) {
                reconcile(effects);
            }
            String now = members.version();
            if (!Objects.equals(before, now)) {
                VersionSwitch made = new VersionSwitch(before, now, main.servingWorkers());
                effects.add(() -> onVersionSwitch.accept(made));
            }
            tellHealth(effects);
            return changed;
        });
    }

    private <T> T withEffects(java.util.function.Function<Effects, T> action) {
        Effects effects = new Effects();
        T result = locked(() -> action.apply(effects));
        outbox.deliver(effects.calls());
        return result;
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
