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
 * The workers, the choice of a worker for each request, and the waiting requests.
 *
 * <p>A worker is a member from {@link #register} to {@link #unregister}. A member serves while it is connected, not
 * draining, not ejected for its failures, and, in single-version mode, has the version that serves. Only serving
 * workers are chosen. Thread-safe: one lock guards everything, held for a bounded time and never while code outside the
 * pool and its policy runs.
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

    /** Creates an empty pool. The clock tells nanoseconds from an arbitrary origin, for ages and policies. */
    public Pool(Policy.Factory policy, PoolSettings settings, LongSupplier nanoClock) {
        context = new PoolContext(nanoClock, settings);
        operations = new Operations(context, policy, guard, listeners);
        members = operations.members();
        dispatcher = operations.dispatcher();
    }

    /** Sets the listener that is told, without the lock, when another version begins to serve in single-version mode. */
    public void onVersionSwitch(Consumer<VersionSwitch> listener) {
        listeners.onVersionSwitch(listener);
    }

    /** Sets the listener that is told, without the lock, when a worker is ejected for its failures, or tried again. */
    public void onHealthChange(Consumer<HealthChange> listener) {
        listeners.onHealthChange(listener);
    }

    /** Adds an observer of requests. */
    public void observer(PoolObserver newObserver) {
        listeners.observer(newObserver);
    }

    /** Sets the listener for exceptions thrown by receivers and other listeners. */
    public void onFailure(Consumer<Throwable> listener) {
        outbox.onFailure(listener);
    }

    /** Sets when workers are ejected for their failures; never, until this is called. */
    public void ejection(EjectionSettings newSettings) {
        guard.run(() -> members.ejections().settings(newSettings));
    }

    /** Sets how many requests each worker takes at once, at least 1; further ones go elsewhere or wait. */
    public void capacityPerWorker(int requests) {
        guard.cause(effects -> dispatcher.capacity(requests, members.all(), effects));
    }

    /** Sets how many requests may wait; at least 0. */
    public void maxWaiting(int requests) {
        guard.run(() -> dispatcher.room().max(requests));
    }

    /** Sets how many load balancers share the workers, including this one; at least 1. */
    public void balancers(int count) {
        guard.run(() -> context.balancers(count));
    }

    /**
     * Makes a worker a member, not yet connected. A worker that is already a member, or still has open leases, is the
     * same object.
     */
    public Worker register(WorkerAddress address) {
        Worker worker = guard.read(() -> members.enter(address));
        operations.change(() -> members.report(worker, address));
        return worker;
    }

    /** Ends a worker's membership. Its leases stay valid. */
    public void unregister(Worker worker) {
        operations.change(() -> members.leave(worker));
    }

    /**
     * Discovery no longer reports a worker, but may do so again in a moment. It gets no new requests, but stays a
     * member, with its résumé, until it is registered again or unregistered.
     */
    public void withdraw(Worker worker) {
        operations.change(() -> members.withdraw(worker));
    }

    /** A worker was reached; this résumé replaces what was known about it. */
    public void connected(Worker worker, Resume resume) {
        operations.change(() -> members.connect(worker, resume));
    }

    /** A worker was lost; it gets no requests until it is connected again. */
    public void disconnected(Worker worker) {
        operations.change(() -> members.disconnect(worker));
    }

    /** Some of a worker's skills are new or changed. */
    public void learn(Worker worker, Map<String, Skill> changed) {
        Map<String, Skill> skills = Map.copyOf(changed);
        guard.run(() -> members.learn(worker, skills));
    }

    /** A worker reports its number of requests in flight, for all load balancers together. */
    public void load(Worker worker, int inFlight) {
        guard.run(() -> members.load(worker, inFlight));
    }

    /**
     * Stops sending work to a worker, or starts again; requests in flight finish.
     *
     * @return whether there is a member with this name
     */
    public boolean drain(String workerName, boolean draining) {
        return operations.ask(() -> members.drain(workerName, draining));
    }

    /**
     * Takes work from a worker gradually. From now on it gets no class that it does not know, and the classes that it
     * knows leave it one after the other, evenly over the given time; then it is drained.
     *
     * @param seconds the time; 0 to drain immediately
     * @return whether there is a member with this name
     */
    public boolean drain(String workerName, int seconds) {
        return operations.ask(() -> members.drain(workerName, seconds));
    }

    /** Forgets all skills for a class, until workers report it again. */
    public void forget(String requestClass) {
        guard.run(() -> members.forget(requestClass));
    }

    /** Forgets every worker's skills, for example because requests are classified differently from now on. */
    public void forgetAll() {
        guard.run(members::forgetAll);
    }

    /** Acquires a lease like {@link #acquire(PoolRequest)}, for a request of which only the class is known. */
    public @Nullable Lease acquire(String requestClass) {
        return acquire(PoolRequest.of(requestClass));
    }

    /** Acquires a lease like {@link #acquire(PoolRequest)}. */
    public @Nullable Lease acquire(String requestClass, int contentHash, Set<Worker> failed) {
        return acquire(new PoolRequest(requestClass, contentHash, "", failed));
    }

    /**
     * Chooses a worker for a request and counts the request in its backlog.
     *
     * @return the lease, to be closed at the request's true end; {@code null} if no worker can take the request now
     */
    public @Nullable Lease acquire(PoolRequest request) {
        return operations.acquire(request);
    }

    /**
     * Acquires a lease as soon as one is available. The receiver is called once, perhaps before this method returns:
     * with the lease, or with a refusal because too many requests wait. A waiting request may also be refused later, to
     * make room for another one.
     *
     * @return a handle to stop waiting
     */
    public Waiter await(PoolRequest request, Receiver receiver) {
        return guard.ask(effects -> {
            operations.passTime(effects);
            return dispatcher.arrive(request, receiver, effects);
        });
    }

    /** The number of waiting requests. */
    public int waiting() {
        return guard.read(() -> dispatcher.room().size());
    }

    /** Whether any worker other than these serves, though it may be too busy now. */
    public boolean servesBesides(Set<Worker> excluded) {
        return guard.read(() -> operations.servesBesides(excluded));
    }

    /**
     * Does what is due by now, and gives waiting requests the room that time has freed. To be called several times a
     * second.
     */
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

    /** Changes the settings in force. */
    public void settings(PoolSettings newSettings) {
        operations.settings(newSettings);
    }

    /** Changes the policy; the new one starts from the workers' résumés. */
    public void policy(Policy.Factory newPolicy) {
        operations.policy(newPolicy);
    }

    /** Who would get a request of this class now, and why: the answer of {@link #acquire(String)}. Changes nothing. */
    public Explanation explain(String requestClass) {
        return explain(PoolRequest.of(requestClass));
    }

    /**
     * Who would get a request now, and why: the answer of {@link #acquire(PoolRequest)}. Changes nothing, apart from
     * doing what is due by now.
     */
    public Explanation explain(PoolRequest request) {
        operations.change(members::tick);
        return guard.read(() -> dispatcher.explain(request));
    }

    /** The number of serving workers. */
    public int servingWorkers() {
        return guard.read(operations::servingWorkers);
    }

    /** The present state of the pool. */
    public PoolStatus status() {
        // What is due with time shall show though no request comes.
        operations.change(members::tick);
        return guard.read(operations::status);
    }
}
