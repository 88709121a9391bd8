package org.resumelb.pool;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;
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
    private final Outbox outbox = new Outbox();
    private final Guard guard = new Guard(outbox);
    private final Listeners listeners = new Listeners(outbox);
    private final Operations operations;

    // Guarded like everything below.
    private final PoolContext context;
    private final Members members;
    private final Dispatcher dispatcher;

    /**
     * Makes an empty pool.
     *
     * @param nanoClock time in nanoseconds from an arbitrary origin, for ages and policies
     */
    public Pool(Policy.Factory policy, PoolSettings settings, LongSupplier nanoClock) {
        context = new PoolContext(nanoClock, settings);
        operations = new Operations(context, policy, guard, listeners);
        members = operations.members();
        dispatcher = operations.dispatcher();
    }

    /** Sets what to call, without the lock, each time another version begins to serve in single-version mode. */
    public void onVersionSwitch(Consumer<VersionSwitch> listener) {
        listeners.onVersionSwitch(listener);
    }

    /** Sets what to call, without the lock, each time a worker is left out for its failures, or is tried again. */
    public void onHealthChange(Consumer<HealthChange> listener) {
        listeners.onHealthChange(listener);
    }

    /** Adds one who is told of requests. */
    public void observer(PoolObserver newObserver) {
        listeners.observer(newObserver);
    }

    /** Sets what to tell of exceptions that a receiver or a listener threw. */
    public void onFailure(Consumer<Throwable> listener) {
        outbox.onFailure(listener);
    }

    /** Says when workers are left out for their failures; never, until this is called. */
    public void ejection(EjectionSettings newSettings) {
        guard.run(() -> members.ejections().settings(newSettings));
    }

    /** Says how many requests each worker takes at a time; more go elsewhere, or wait. At least 1. */
    public void capacityPerWorker(int requests) {
        guard.cause(effects -> dispatcher.capacity(requests, members.all(), effects));
    }

    /** Says how many requests may wait; at least 0. */
    public void maxWaiting(int requests) {
        guard.run(() -> dispatcher.room().max(requests));
    }

    /** Says how many load balancers share the workers, this one included; at least 1. */
    public void balancers(int count) {
        guard.run(() -> context.balancers(count));
    }

    /** Makes a worker a member, not yet connected; one that is already, or has open leases, is the same worker. */
    public Worker register(WorkerAddress address) {
        Worker worker = guard.read(() -> members.enter(address));
        operations.change(() -> members.report(worker, address));
        return worker;
    }

    /** A worker is no member any more. Its leases stay valid. */
    public void unregister(Worker worker) {
        operations.alter(() -> members.leave(worker));
    }

    /**
     * A worker is not reported any more, but may be again in a moment. It gets nothing new, but stays a member, with its
     * résumé, until it is registered again or unregistered.
     */
    public void withdraw(Worker worker) {
        operations.change(() -> members.withdraw(worker));
    }

    /** A worker was reached; this is its résumé, which replaces what was known. */
    public void connected(Worker worker, Resume resume) {
        operations.change(() -> members.connect(worker, resume));
    }

    /** A worker was lost; it gets nothing until it is connected again. */
    public void disconnected(Worker worker) {
        operations.alter(() -> worker.connected(false));
    }

    /** Some of a worker's skills are new or changed. */
    public void learn(Worker worker, Map<String, Skill> changed) {
        Map<String, Skill> skills = Map.copyOf(changed);
        guard.run(() -> members.learn(worker, skills));
    }

    /** A worker says how many requests it is serving, for all load balancers together. */
    public void load(Worker worker, int inFlight) {
        guard.run(() -> members.load(worker, inFlight));
    }

    /**
     * Takes work from a worker, or gives it again; requests under way finish.
     *
     * @return whether there is a member of that name
     */
    public boolean drain(String workerName, boolean draining) {
        return operations.change(() -> members.drain(workerName, draining));
    }

    /**
     * Takes work from a worker gradually: at once it gets no class that it does not know, and those it knows leave it
     * one after the other, evenly over a time; then it is drained.
     *
     * @param seconds the time; 0 to drain at once
     * @return whether there is a member of that name
     */
    public boolean drain(String workerName, int seconds) {
        return operations.change(() -> members.drain(workerName, seconds));
    }

    /** Forgets all skills for a class, until workers report it again. */
    public void forget(String requestClass) {
        guard.run(() -> members.forget(requestClass));
    }

    /** Forgets every worker's skills, as when requests are classified differently from now on. */
    public void forgetAll() {
        guard.run(members::forgetAll);
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
        return operations.acquire(request);
    }

    /**
     * Acquires a lease as soon as it can be had. The receiver is told once, perhaps before this returns: that the lease is
     * there, or that too many wait, which is also told of requests that waited and have to make room for this one.
     *
     * @return what cancels the waiting
     */
    public Waiter await(PoolRequest request, Receiver receiver) {
        return guard.ask(effects -> {
            operations.passTime(effects);
            return dispatcher.arrive(request, receiver, effects);
        });
    }

    /** How many requests wait. */
    public int waiting() {
        return guard.read(() -> dispatcher.room().size());
    }

    /** Whether a worker serves besides these, though it may be too busy now. */
    public boolean servesBesides(Set<Worker> excluded) {
        return guard.read(() -> members.serveBesides(excluded));
    }

    /** Does what is due with time, and gives room that came with time to those who wait. To be called several times a second. */
    public void tick() {
        guard.cause(effects -> {
            operations.passTime(effects);
            dispatcher.tick(effects);
        });
    }

    /** The settings in force. */
    public PoolSettings settings() {
        return guard.read(context::settings);
    }

    /** Puts other settings in force. */
    public void settings(PoolSettings newSettings) {
        operations.alter(() -> context.settings(newSettings));
    }

    /** Lets another policy choose from now on; it starts from the workers' résumés. */
    public void policy(Policy.Factory newPolicy) {
        operations.alter(() -> operations.policy(newPolicy));
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
        operations.change(members::tick);
        return guard.read(() -> dispatcher.explain(request));
    }

    /** How many workers serve. */
    public int servingWorkers() {
        return guard.read(operations::servingWorkers);
    }

    /** The pool as it is now. */
    public PoolStatus status() {
        // What is due with time shall show though no request comes.
        operations.change(members::tick);
        return guard.read(operations::status);
    }
}
