package org.resumelb.tools.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.resumelb.pool.Policy;
import org.resumelb.pool.PoolSettings;
import org.resumelb.resume.Skill;

/** Clients, load balancers and workers in virtual time. Not thread-safe; the same seeds give the same results. */
final class Simulation {
    /** So many unfinished requests will not be made up for; what was measured until then shows that. */
    private static final long GIVE_UP = 30_000;

    private static final long SECOND = 1_000_000_000;

    private final EventQueue events = new EventQueue();
    private final Occupancy occupancy = new Occupancy(events);
    private final Scenario scenario;
    private final Workload workload;
    private final SplittableRandom random;
    private final Servicing servicing;
    private final Source source;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final List<Balancer> balancers = new ArrayList<>();

    private UnaryOperator<String> classifier = UnaryOperator.identity();
    private Consumer<Request> observer = request -> {};
    private Consumer<Request> refusalObserver = request -> {};
    private Histogram latencies = new Histogram();
    private long finished;
    private long arrived;
    private long measuredFrom;
    private long measuredSinceNanos;
    private long misses;
    private int nextBalancer;
    private boolean begun;

    Simulation(Scenario scenario, Workload workload, Policy.Factory policy, PoolSettings settings) {
        this.scenario = scenario;
        this.workload = workload;
        random = new SplittableRandom(scenario.seed());
        servicing = new Servicing(events, scenario.cost(), scenario.seed() + 1);
        source = new Source(events, random, this::next, scenario.load(), this::send);
        for (int i = 0; i < scenario.balancers(); i++) {
            balancers.add(new Balancer(
                    events,
                    occupancy,
                    new Balancer.Installation(policy, settings, scenario.balancers()),
                    this::refused));
        }
        Scenario.Cluster cluster = scenario.cluster();
        LruCache shared = new LruCache(cluster.cacheWeight() * cluster.workers());
        for (int i = 0; i < cluster.workers(); i++) {
            addWorker(cluster.oneCache() ? shared : new LruCache(cluster.cacheWeight()));
        }
    }

    private Request next() {
        Request request = workload.next();
        request.requestClass = classifier.apply(workload.nameOf(request.site));
        return request;
    }

    /** Lets so many requests be served of clients that wait for their answers, before the load proper begins. */
    void warmUp(long requests, int clients) {
        source.beginClients(clients);
        finish(requests, false);
        source.endWarmers();
    }

    /** Another worker, cold, joins. */
    SimulatedWorker addWorker() {
        return addWorker(new LruCache(scenario.cluster().cacheWeight()));
    }

    private SimulatedWorker addWorker(LruCache cache) {
        SimulatedWorker worker = new SimulatedWorker(
                workers.size(),
                new SimulatedWorker.Surroundings(scenario, servicing, occupancy, this::finished),
                cache);
        workers.add(worker);
        balancers.forEach(balancer -> balancer.connect(worker));
        beginReports(worker);
        return worker;
    }

    private void beginReports(SimulatedWorker worker) {
        if (scenario.reports().deltas()) {
            events.after(SECOND + random.nextLong(SECOND), () -> report(worker));
        }
    }

    /** A worker stops; load balancers know it at once, and it finishes what it has in hand. */
    void stop(SimulatedWorker worker) {
        worker.stop();
        balancers.forEach(balancer -> balancer.lose(worker));
    }

    /** A worker that was stopped starts again, with an empty cache. */
    void start(SimulatedWorker worker, boolean resumeKept) {
        worker.start(resumeKept);
        balancers.forEach(balancer -> balancer.connect(worker));
        beginReports(worker);
    }

    /** Each second: what changed, and the load. */
    private void report(SimulatedWorker worker) {
        if (!worker.alive()) {
            return;
        }
        Map<String, Skill> changes = worker.recorder.changes(events.now());
        int inFlight = worker.inHand();
        later(worker, balancer -> {
            balancer.pool().load(balancer.workerOf(worker), inFlight);
            if (!changes.isEmpty()) {
                balancer.pool().learn(balancer.workerOf(worker), changes);
            }
        });
        events.after(SECOND, () -> report(worker));
    }

    /** Tells all load balancers that reach a worker then, when the delay of reports is over. */
    private void later(SimulatedWorker worker, Consumer<Balancer> told) {
        events.after(
                (long) (scenario.reports().delayMillis() * 1e6),
                () -> balancers.stream()
                        .filter(balancer -> balancer.reaches(worker))
                        .forEach(told));
    }

    private void send(Request request) {
        arrived++;
        nextBalancer = (nextBalancer + 1) % balancers.size();
        balancers
                .get(request.client == Request.NO_CLIENT ? nextBalancer : request.client % balancers.size())
                .handle(request);
    }

    private void refused(Request request) {
        arrived--;
        refusalObserver.accept(request);
        Objects.requireNonNull(request.source).refused(request);
    }

    private void finished(Request request) {
        finished++;
        misses += request.misses;
        latencies.add((events.now() - request.sentNanos) / 1e6);
        Objects.requireNonNull(request.balancer).finished(request);
        SimulatedWorker worker = workers.get(number(request));
        if (worker.recorder.generation() % scenario.reports().history() == 0) {
            var resume = worker.recorder.whole(worker.inHand(), events.now());
            later(worker, balancer -> balancer.pool().connected(balancer.workerOf(worker), resume));
        }
        observer.accept(request);
        Objects.requireNonNull(request.source).answered(request);
    }

    /** The number of the worker that a request was sent to. */
    static int number(Request request) {
        String name = Objects.requireNonNull(request.lease).worker().name();
        return Integer.parseInt(name.substring("worker".length(), name.indexOf(':')));
    }

    /** Lets so many requests be finished, or fewer if far more arrive than are finished. */
    void run(long requests) {
        begin();
        finish(requests, true);
    }

    private void begin() {
        if (!begun) {
            begun = true;
            source.begin();
        }
    }

    private void finish(long requests, boolean givingUp) {
        long end = finished + requests;
        while (finished < end && !(givingUp && overwhelmed()) && events.advance()) {
            // All happens in the events.
        }
    }

    /** Lets time pass, or less of it if far more requests arrive than are finished. */
    void runSeconds(double seconds) {
        begin();
        long end = events.now() + (long) (seconds * SECOND);
        while (events.now() < end && !overwhelmed() && events.advance()) {
            // All happens in the events.
        }
    }

    private boolean overwhelmed() {
        return arrived - finished >= GIVE_UP;
    }

    /** Forgets what was measured until now; but not if nothing more will be, because too many requests arrive. */
    void beginMeasuring() {
        if (overwhelmed()) {
            return;
        }
        latencies = new Histogram();
        misses = 0;
        measuredFrom = finished;
        measuredSinceNanos = events.now();
        occupancy.beginMeasuring();
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
                WorkerCensus.busiest(workers),
                scenario.cluster().oneCache() ? 0 : WorkerCensus.overlap(workers),
                WorkerCensus.replicas(workers),
                stable);
    }

    /** Begins to send other requests as well. */
    void alsoSend(Supplier<Request> requests, Scenario.Load load) {
        new Source(events, random.split(), requests, load, this::send).begin();
    }

    /** From now on, told of each request when it is finished. */
    void observe(Consumer<Request> newObserver) {
        observer = newObserver;
    }

    /** From now on, told of each request that is refused. */
    void observeRefusals(Consumer<Request> newObserver) {
        refusalObserver = newObserver;
    }

    /** From now on, turns the right class into the one the load balancers see. */
    void classifyBy(UnaryOperator<String> newClassifier) {
        classifier = newClassifier;
    }

    /** From now on so many times as many requests arrive. */
    void multiplyArrivals(double factor) {
        source.multiplyArrivals(factor);
    }

    void restartBalancers() {
        balancers.forEach(Balancer::restart);
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

    /** Since measuring began, of the workers' time that in which one had nothing to do while a request waited. */
    Occupancy occupancy() {
        return occupancy;
    }

    double nowMillis() {
        return events.now() / 1e6;
    }
}
