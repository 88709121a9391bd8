package org.resumelb.tools.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Policy;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolRequest;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.Receiver;
import org.resumelb.pool.Worker;

/** One load balancer: the product's pool, and requests that wait for it. Not thread-safe. */
final class Balancer {
    private static final int MAX_WAITING = 1024;

    private final Map<String, SimulatedWorker> machines = new HashMap<>();
    private final Map<SimulatedWorker, Worker> workers = new HashMap<>();
    private final EventQueue events;
    private final Consumer<Request> whenRefused;
    private final int balancers;
    private Pool pool;
    private long refused;
    private @Nullable Throwable failure;

    /** One of so many load balancers. */
    Balancer(
            EventQueue events,
            Policy.Factory policy,
            PoolSettings settings,
            int balancers,
            Consumer<Request> whenRefused) {
        this.whenRefused = whenRefused;
        this.events = events;
        this.balancers = balancers;
        pool = start(policy, settings);
    }

    private Pool start(Policy.Factory policy, PoolSettings settings) {
        Pool started = new Pool(policy, settings, events::now);
        started.balancers(balancers);
        started.maxWaiting(MAX_WAITING);
        started.onFailure(thrown -> failure = thrown);
        return started;
    }

    /** The balancer starts again and knows nothing but what workers tell. */
    void restart(Policy.Factory policy, PoolSettings settings) {
        pool = start(policy, settings);
        Set.copyOf(workers.keySet()).forEach(this::connect);
    }

    void connect(SimulatedWorker machine) {
        Worker worker = pool.register(machine.address);
        workers.put(machine, worker);
        machines.put(worker.name(), machine);
        pool.connected(worker, machine.recorder.whole(machine.inHand(), events.now()));
    }

    void disconnect(SimulatedWorker machine) {
        Worker worker = workers.remove(machine);
        if (worker != null) {
            pool.unregister(worker);
        }
    }

    Pool pool() {
        return pool;
    }

    /** The pool's handle of a machine. */
    Worker workerOf(SimulatedWorker machine) {
        return java.util.Objects.requireNonNull(workers.get(machine), "not connected");
    }

    boolean knows(SimulatedWorker machine) {
        return workers.containsKey(machine);
    }

    /** Sends a request on, or lets it wait; whoever is refused for want of room is told so. */
    void handle(Request request) {
        request.balancer = this;
        pool.await(new PoolRequest(request.requestClass, request.content, "", Set.of()), new Receiver() {
            @Override
            public void granted(Lease lease) {
                request.lease = lease;
                java.util.Objects.requireNonNull(machines.get(lease.worker().name()))
                        .arrive(request);
            }

            @Override
            public void refused() {
                refused++;
                whenRefused.accept(request);
            }
        });
    }

    void finished(Request request) {
        if (failure != null) {
            throw new IllegalStateException("a request could not be sent", failure);
        }
        java.util.Objects.requireNonNull(request.lease).close(Outcome.SUCCEEDED, request.report);
    }

    /** Time passes. */
    void tick() {
        pool.tick();
    }

    long refused() {
        return refused;
    }
}
