package org.resumelb.tools.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
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
    private final Set<SimulatedWorker> reached = new HashSet<>();
    private final LinkedHashSet<Request> held = new LinkedHashSet<>();
    private final EventQueue events;
    private final Occupancy occupancy;
    private final Installation installation;
    private final Consumer<Request> whenRefused;
    private Pool pool;
    private boolean available;

    /**
     * What is installed on each load balancer.
     *
     * @param balancers how many there are
     */
    record Installation(Policy.Factory policy, PoolSettings settings, int balancers) {}

    /** One of so many load balancers; tells of each request that it refuses. */
    Balancer(EventQueue events, Occupancy occupancy, Installation installation, Consumer<Request> whenRefused) {
        this.events = events;
        this.occupancy = occupancy;
        this.installation = installation;
        this.whenRefused = whenRefused;
        pool = start();
    }

    private Pool start() {
        Pool started = new Pool(installation.policy(), installation.settings(), events::now);
        started.balancers(installation.balancers());
        started.onAvailable(() -> available = true);
        return started;
    }

    /** The balancer starts again and knows nothing but what workers tell. */
    void restart() {
        pool = start();
        Set.copyOf(workers.keySet()).forEach(this::connect);
    }

    void connect(SimulatedWorker machine) {
        Worker worker = pool.register(machine.address);
        workers.put(machine, worker);
        reached.add(machine);
        machines.put(worker.name(), machine);
        pool.connected(worker, machine.recorder.whole(machine.inHand(), events.now()));
    }

    /** A worker is no member any more. */
    void disconnect(SimulatedWorker machine) {
        Worker worker = workers.remove(machine);
        if (worker != null) {
            reached.remove(machine);
            pool.unregister(worker);
        }
    }

    /** A worker is not reached any more until it is connected again, but stays a member. */
    void lose(SimulatedWorker machine) {
        reached.remove(machine);
        pool.disconnected(workerOf(machine));
    }

    Pool pool() {
        return pool;
    }

    /** The pool's handle of a machine. */
    Worker workerOf(SimulatedWorker machine) {
        return Objects.requireNonNull(workers.get(machine), "not connected");
    }

    /** Whether a machine is connected. */
    boolean reaches(SimulatedWorker machine) {
        return reached.contains(machine);
    }

    /** Sends a request on, lets it wait, or refuses it when too many wait. */
    void handle(Request request) {
        request.balancer = this;
        if (send(request)) {
            return;
        }
        if (held.size() >= MAX_WAITING) {
            whenRefused.accept(request);
            return;
        }
        held.add(request);
        occupancy.held(1);
    }

    private boolean send(Request request) {
        Lease lease = pool.acquire(request.requestClass, request.content, Set.of());
        if (lease == null) {
            return false;
        }
        granted(request, lease);
        return true;
    }

    private void granted(Request request, Lease lease) {
        if (held.remove(request)) {
            occupancy.held(-1);
        }
        request.lease = lease;
        Objects.requireNonNull(machines.get(lease.worker().name())).arrive(request);
    }

    /** A request was answered, with {@link Request#report}. */
    void finished(Request request) {
        Objects.requireNonNull(request.lease).close(Outcome.SUCCEEDED);
        while (available && !held.isEmpty() && send(held.iterator().next())) {
            // Sending takes it off.
        }
        available = false;
    }
}
