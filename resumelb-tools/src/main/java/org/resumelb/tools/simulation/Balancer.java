package org.resumelb.tools.simulation;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Policy;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.Worker;

/** One load balancer: the product's pool, and requests that wait for it. Not thread-safe. */
final class Balancer {
    private static final int MAX_WAITING = 1024;

    private final Map<String, SimulatedWorker> machines = new HashMap<>();
    private final Map<SimulatedWorker, Worker> workers = new HashMap<>();
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private final EventQueue events;
    private final int balancers;
    private Pool pool;
    private boolean available;
    private long refused;

    /** One of so many load balancers. */
    Balancer(EventQueue events, Policy.Factory policy, PoolSettings settings, int balancers) {
        this.events = events;
        this.balancers = balancers;
        pool = start(policy, settings);
    }

    private Pool start(Policy.Factory policy, PoolSettings settings) {
        Pool started = new Pool(policy, settings, events::now);
        started.balancers(balancers);
        started.onAvailable(() -> available = true);
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

    /** Sends a request on, or lets it wait; returns false when too many wait. */
    boolean handle(Request request) {
        if (send(request)) {
            return true;
        }
        if (waiting.size() >= MAX_WAITING) {
            refused++;
            return false;
        }
        waiting.add(request);
        return true;
    }

    private boolean send(Request request) {
        Lease lease = pool.acquire(request.requestClass, request.content, Set.of());
        if (lease == null) {
            return false;
        }
        request.lease = lease;
        request.balancer = this;
        java.util.Objects.requireNonNull(machines.get(lease.worker().name())).arrive(request);
        return true;
    }

    void finished(Request request) {
        java.util.Objects.requireNonNull(request.lease).close(Outcome.SUCCEEDED);
        while (available && !waiting.isEmpty() && send(waiting.element())) {
            waiting.remove();
        }
        available = false;
    }

    long refused() {
        return refused;
    }
}
