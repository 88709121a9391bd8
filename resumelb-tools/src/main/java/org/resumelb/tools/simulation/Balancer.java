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
    private final Map<String, SimulatedWorker> machines = new HashMap<>();
    private final Map<SimulatedWorker, Worker> workers = new HashMap<>();
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private final EventQueue events;
    private Pool pool;

    Balancer(EventQueue events, Policy.Factory policy, PoolSettings settings) {
        this.events = events;
        pool = new Pool(policy, settings, events::now);
    }

    /** The balancer starts again and knows nothing but what workers tell. */
    void restart(Policy.Factory policy, PoolSettings settings) {
        pool = new Pool(policy, settings, events::now);
        Set.copyOf(workers.keySet()).forEach(this::connect);
    }

    void connect(SimulatedWorker machine) {
        Worker worker = pool.register(machine.address);
        workers.put(machine, worker);
        machines.put(worker.name(), machine);
        pool.connected(worker, machine.recorder.whole(machine.inService(), events.now()));
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

    void handle(Request request) {
        if (!send(request)) {
            waiting.add(request);
        }
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
        int tries = waiting.size();
        for (int i = 0; i < tries; i++) {
            Request next = waiting.remove();
            if (!send(next)) {
                waiting.add(next);
            }
        }
    }

    int waiting() {
        return waiting.size();
    }
}
