package org.resumelb.tools.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.resumelb.pool.Waiter;
import org.resumelb.pool.Worker;

/** One load balancer: the product's pool, and requests that wait for it. Not thread-safe. */
final class Balancer {
    private static final int MAX_WAITING = 1024;
    private static final long TICK_NANOS = 100_000_000;

    private final Map<String, SimulatedWorker> machines = new HashMap<>();
    private final Map<SimulatedWorker, Worker> workers = new HashMap<>();
    private final Set<SimulatedWorker> reached = new HashSet<>();

    /** Requests that wait in the pool. */
    private final Map<Request, Waiter> held = new LinkedHashMap<>();

    private final EventQueue events;
    private final Occupancy occupancy;
    private final Installation installation;
    private final Consumer<Request> whenRefused;
    private Pool pool;
    private @Nullable Throwable failure;

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
        events.after(TICK_NANOS, this::tick);
    }

    private void tick() {
        pool.tick();
        events.after(TICK_NANOS, this::tick);
    }

    private Pool start() {
        Pool started = new Pool(installation.policy(), installation.settings(), events::now);
        started.balancers(installation.balancers());
        started.maxWaiting(MAX_WAITING);
        started.onFailure(thrown -> failure = thrown);
        return started;
    }

    /** The balancer starts again and knows nothing but what workers tell. */
    void restart() {
        List<Request> waiting = List.copyOf(held.keySet());
        waiting.forEach(request -> forget(request).cancel());
        pool = start();
        Set.copyOf(workers.keySet()).forEach(this::connect);
        waiting.forEach(this::handle);
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

    /** Sends a request on, lets it wait, or refuses it, or another one, when too many wait. */
    void handle(Request request) {
        request.balancer = this;
        boolean[] settled = new boolean[1];
        Waiter waiter = pool.await(
                new PoolRequest(request.requestClass, request.content, request.clientName, Set.of()), new Receiver() {
                    @Override
                    public void granted(Lease lease) {
                        settled[0] = true;
                        send(request, lease);
                    }

                    @Override
                    public void refused() {
                        settled[0] = true;
                        forgetIfHeld(request);
                        whenRefused.accept(request);
                    }
                });
        if (!settled[0]) {
            held.put(request, waiter);
            occupancy.held(1);
        }
    }

    private void send(Request request, Lease lease) {
        forgetIfHeld(request);
        request.lease = lease;
        Objects.requireNonNull(machines.get(lease.worker().name())).send(request);
    }

    private void forgetIfHeld(Request request) {
        if (held.containsKey(request)) {
            var unused = forget(request);
        }
    }

    private Waiter forget(Request request) {
        occupancy.held(-1);
        return Objects.requireNonNull(held.remove(request));
    }

    /** A request was answered, with {@link Request#report}. */
    void finished(Request request) {
        if (failure != null) {
            throw new IllegalStateException("a request could not be sent", failure);
        }
        Objects.requireNonNull(request.lease).close(Outcome.SUCCEEDED, request.report);
    }
}
