package org.resumelb.tools.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.resumelb.pool.Policy;
import org.resumelb.pool.PoolSettings;
import org.resumelb.resume.Skill;

/** Clients, load balancers and workers in virtual time. Not thread-safe; the same seeds give the same results. */
final class Simulation {
    /** So many unfinished requests will not be made up for; what was measured until then shows that. */
    private static final long GIVE_UP = 30_000;

    private static final long SECOND = 1_000_000_000;

    /** How often load balancers look at the time. */
    private static final long TICK = SECOND / 10;

    private final EventQueue events = new EventQueue();
    private final Scenario scenario;
    private final Workload workload;
    private final Policy.Factory policy;
    private final PoolSettings settings;
    private final SplittableRandom random;
    private final Servicing servicing;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final List<Balancer> balancers = new ArrayList<>();

    private UnaryOperator<String> classifier = UnaryOperator.identity();
    private Consumer<Request> observer = request -> {};
    private Histogram latencies = new Histogram();
    private long finished;
    private long arrived;
    private long measuredFrom;
    private long measuredSinceNanos;
    private long misses;
    private int nextBalancer;
    private double arrivals = 1;
    private int warmers;
    private boolean begun;

    Simulation(Scenario scenario, Workload workload, Policy.Factory policy, PoolSettings settings) {
        this.scenario = scenario;
        this.workload = workload;
        this.policy = policy;
        this.settings = settings;
        random = new SplittableRandom(scenario.seed());
        servicing = new Servicing(events, scenario.cost(), scenario.seed() + 1);
        for (int i = 0; i < scenario.balancers(); i++) {
            balancers.add(new Balancer(events, policy, settings, scenario.balancers(), this::refuse));
        }
        events.after(TICK, this::tick);
        LruCache shared = new LruCache(
                scenario.cluster().cacheWeight() * scenario.cluster().workers());
        for (int i = 0; i < scenario.cluster().workers(); i++) {
            addWorker(
                    scenario.cluster().oneCache()
                            ? shared
                            : new LruCache(scenario.cluster().cacheWeight()));
        }
    }

    /** Lets so many requests be served of clients that wait for their answers, before the load proper begins. */
    void warmUp(long requests, int clients) {
        warmers = clients;
        for (int client = 0; client < clients; client++) {
            begin(client);
        }
        long end = finished + requests;
        while (finished < end && events.advance()) {
            // All happens in the events.
        }
        warmers = 0;
    }

    private void begin(int client) {
        events.after(random.nextLong(10_000_000), () -> sendNext(client));
    }

    private void begin() {
        for (int client = 0; client < scenario.load().clients(); client++) {
            begin(client);
        }
        if (scenario.load().clients() == 0) {
            events.after(0, this::arrive);
        }
    }

    /** Another worker, cold, joins. */
    SimulatedWorker addWorker() {
        return addWorker(new LruCache(scenario.cluster().cacheWeight()));
    }

    private SimulatedWorker addWorker(LruCache cache) {
        SimulatedWorker worker = new SimulatedWorker(workers.size(), scenario, servicing, cache, this::finish);
        workers.add(worker);
        balancers.forEach(balancer -> balancer.connect(worker));
        if (scenario.reports().deltas()) {
            events.after(SECOND + random.nextLong(SECOND), () -> report(worker));
        }
        return worker;
    }

    /** Each second: what changed, and the load. */
    private void report(SimulatedWorker worker) {
        if (!worker.alive()) {
            return;
        }
        Map<String, Skill> changes = worker.recorder.changes(events.now());
        int inFlight = worker.inHand();
        events.after(
                delay(),
                () -> balancers.stream()
                        .filter(balancer -> balancer.knows(worker))
                        .forEach(balancer -> {
                            balancer.pool().load(balancer.workerOf(worker), inFlight);
                            if (!changes.isEmpty()) {
                                balancer.pool().learn(balancer.workerOf(worker), changes);
                            }
                        }));
        events.after(SECOND, () -> report(worker));
    }

    private long delay() {
        return (long) (scenario.reports().delayMillis() * 1e6);
    }

    private void arrive() {
        double perSecond = scenario.load().requestsPerSecond() * arrivals;
        events.after((long) (-Math.log(1 - random.nextDouble()) / perSecond * SECOND), this::arrive);
        sendNext(-1);
    }

    private void sendNext(int client) {
        Request request = workload.next();
        request.requestClass = classifier.apply(workload.nameOf(request.site));
        request.sentNanos = events.now();
        request.client = client;
        arrived++;
        nextBalancer = (nextBalancer + 1) % balancers.size();
        balancers
                .get(client < 0 ? nextBalancer : client % balancers.size())
                .handle(request);
    }

    /** A request that found no room to wait in; a client that waits for its answer asks again after a second. */
    private void refuse(Request request) {
        arrived--;
        if (request.client >= 0) {
            events.after(SECOND, () -> sendNext(request.client));
        }
    }

    private void tick() {
        balancers.forEach(Balancer::tick);
        events.after(TICK, this::tick);
    }

    private void finish(Request request) {
        finished++;
        misses += request.misses;
        latencies.add((events.now() - request.sentNanos) / 1e6);
        Objects.requireNonNull(request.balancer).finished(request);
        SimulatedWorker worker = workerOf(request);
        if (worker.recorder.generation() % scenario.reports().history() == 0) {
            sendWhole(worker);
        }
        observer.accept(request);
        if (request.client >= 0
                && request.client < Math.max(warmers, scenario.load().clients())) {
            sendNext(request.client);
        }
    }

    private SimulatedWorker workerOf(Request request) {
        String name = Objects.requireNonNull(request.lease).worker().name();
        return workers.get(number(name));
    }

    /** A worker's number, from the name by which pools know it. */
    static int number(String name) {
        return Integer.parseInt(name.substring("worker".length(), name.indexOf(':')));
    }

    private void sendWhole(SimulatedWorker worker) {
        var resume = worker.recorder.whole(worker.inHand(), events.now());
        events.after(
                delay(),
                () -> balancers.stream()
                        .filter(balancer -> balancer.knows(worker))
                        .forEach(balancer -> balancer.pool().connected(balancer.workerOf(worker), resume)));
    }

    /** Lets so many requests be finished, or fewer if far more arrive than are finished. */
    void run(long requests) {
        if (!begun) {
            begun = true;
            begin();
        }
        long end = finished + requests;
        while (finished < end && arrived - finished < GIVE_UP && events.advance()) {
            // All happens in the events.
        }
    }

    /** Forgets what was measured until now; but not if nothing more will be, because too many requests arrive. */
    void beginMeasuring() {
        if (arrived - finished >= GIVE_UP) {
            return;
        }
        latencies = new Histogram();
        misses = 0;
        measuredFrom = finished;
        measuredSinceNanos = events.now();
        workers.forEach(SimulatedWorker::beginMeasuring);
    }

    Result result() {
        double requests = Math.max(1, finished - measuredFrom);
        double seconds = Math.max(1e-9, (events.now() - measuredSinceNanos) / 1e9);
        boolean stable = arrived - finished < Math.max(200.0 * workers.size(), 0.02 * finished);
        return new Result(
                misses / requests,
                requests / seconds,
                latencies.mean(),
                latencies.quantile(0.5),
                latencies.quantile(0.99),
                busiest(),
                overlap(),
                replicas(),
                stable);
    }

    private double busiest() {
        double max =
                workers.stream().mapToDouble(worker -> worker.busyMillis).max().orElse(0);
        return max
                / workers.stream()
                        .mapToDouble(worker -> worker.busyMillis)
                        .average()
                        .orElse(1);
    }

    private double overlap() {
        if (scenario.cluster().oneCache()) {
            return 0;
        }
        Set<Long> distinct = new HashSet<>();
        long[] cached = {0};
        workers.forEach(worker -> worker.cache.forEach(object -> {
            cached[0]++;
            distinct.add(object);
        }));
        return cached[0] == 0 ? 0 : 1 - (double) distinct.size() / cached[0];
    }

    private double replicas() {
        java.util.BitSet any = new java.util.BitSet();
        long sum = 0;
        for (SimulatedWorker worker : workers) {
            any.or(worker.sitesServedTwice);
            sum += worker.sitesServedTwice.cardinality();
        }
        return any.isEmpty() ? 0 : (double) sum / any.cardinality();
    }

    /** From now on, told of each request when it is finished. */
    void observe(Consumer<Request> newObserver) {
        observer = newObserver;
    }

    /** From now on, turns the right class into the one the load balancers see. */
    void classifyBy(UnaryOperator<String> newClassifier) {
        classifier = newClassifier;
    }

    /** From now on so many times as many requests arrive. */
    void multiplyArrivals(double factor) {
        arrivals *= factor;
    }

    void restartBalancers() {
        balancers.forEach(balancer -> balancer.restart(policy, settings));
    }

    List<SimulatedWorker> workers() {
        return workers;
    }

    List<Balancer> balancers() {
        return balancers;
    }

    Servicing servicing() {
        return servicing;
    }

    double nowMillis() {
        return events.now() / 1e6;
    }
}
