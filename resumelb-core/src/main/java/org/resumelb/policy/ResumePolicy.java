package org.resumelb.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Affinity;
import org.resumelb.pool.Explanation;
import org.resumelb.pool.Explanation.Candidate;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Policy;
import org.resumelb.pool.PoolView;
import org.resumelb.pool.ResumeParameter;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Report;
import org.resumelb.resume.Skill;

/**
 * The worker on which a request costs least, as {@link Pricing} says. Candidates are the workers that serve the class
 * already, and the first few of the class's rendezvous order that do not.
 *
 * <p>A request costs the same whatever the number of workers and classes: of many replicas only some are weighed, each
 * time others, and the rendezvous order is kept until the pool's membership or the class's replicas change.
 */
public final class ResumePolicy implements Policy {
    static final String NAME = "resume";

    private static final double FAILURE_PENALTY = 2;

    private final PoolView pool;
    private final PoolMeans means;
    private final Pricing pricing;
    private final LinkedHashMap<String, SplittableClass> classes = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Worker, Backend> backendOf = new HashMap<>();
    private final List<Backend> backends = new ArrayList<>();
    private int membership;
    private boolean unblocked;

    public ResumePolicy(PoolView pool) {
        this.pool = pool;
        means = new PoolMeans(() -> pool.settings().resume());
        pricing = new Pricing(means);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void join(Worker worker) {
        Backend backend = new Backend(worker, membership + 1, backends.stream().anyMatch(Backend::isExperienced));
        backendOf.put(worker, backend);
        backends.add(backend);
        membership++;
        learn(worker, worker.skills());
    }

    @Override
    public void leave(Worker worker) {
        Backend backend = backendOf.remove(worker);
        if (backend != null) {
            backends.remove(backend);
            membership++;
            classes.values().forEach(its -> its.forEachPlacement(placement -> placement.removeOn(backend)));
        }
    }

    @Override
    public void relearn(Worker worker) {
        learn(worker, worker.skills());
    }

    @Override
    public void learn(Worker worker, Map<String, Skill> changed) {
        Backend backend = backendOf.get(worker);
        if (backend != null) {
            changed.forEach((name, skill) -> learn(backend, name, skill));
        }
    }

    private void learn(Backend backend, String name, Skill skill) {
        SplittableClass its = classOf(name);
        its.traits.reported(millisOf(skill), skill.missMillis());
        if (!its.isSplit()) {
            Replica replica = its.whole().replicaOn(backend);
            if (replica == null) {
                if (its.whole().size() == 0) {
                    its.whole().settle(membership);
                }
                replica = its.whole().add(backend, means.now());
            }
            replica.reported(skill);
        }
    }

    private static double millisOf(Skill skill) {
        return Double.isNaN(skill.meanMillis()) ? 1000 / skill.score() : skill.meanMillis();
    }

    private SplittableClass classOf(String name) {
        SplittableClass its = classes.get(name);
        if (its == null) {
            its = new SplittableClass(name, means);
            classes.put(name, its);
            if (classes.size() > pool.settings().maxClasses()) {
                forget(classes.keySet().iterator().next());
            }
        }
        return its;
    }

    @Override
    public @Nullable Worker choose(String requestClass, int contentHash, Set<Worker> excluded) {
        if (backends.isEmpty()) {
            return null;
        }
        SplittableClass its = classOf(requestClass);
        if (its.holdsBack(backends.size(), pool.settings().maxClassShare())) {
            return null;
        }
        Placement placement = its.placement(contentHash);
        placement.dropUnused(means.now(), means.setting(ResumeParameter.DROPPED_AFTER));
        Backend heir = placement.heir(backends, membership);
        // A new worker takes over classes one by one, so that not all it does at first is slow.
        if (heir != null && heir.isIdle() && !excluded.contains(heir.worker)) {
            return heir.worker;
        }
        return cheapest(placement, excluded);
    }

    private int count(ResumeParameter parameter) {
        return pool.settings().resume().count(parameter);
    }

    private @Nullable Worker cheapest(Placement placement, Set<Worker> excluded) {
        pricing.begin(placement, backends.size(), pool.balancers() > 1);
        Worker best = null;
        double bestCost = Double.POSITIVE_INFINITY;
        int weighed = Math.min(placement.size(), count(ResumeParameter.REPLICAS_WEIGHED));
        int first = weighed < placement.size() ? placement.nextTurn() : 0;
        for (int i = 0; i < weighed; i++) {
            int rank = (first + i) % placement.size();
            Replica replica = placement.replica(rank);
            double cost = pricing.of(replica, rank);
            if (cost < bestCost && !excluded.contains(replica.backend.worker)) {
                best = replica.backend.worker;
                bestCost = cost;
            }
        }
        double leastFresh = pricing.leastFresh(placement.traits.coldMillis(), placement.size());
        if (bestCost <= leastFresh) {
            return best;
        }
        boolean only = best == null;
        boolean bestMayLearn = true;
        for (Backend backend : placement.fresh(backends, membership, count(ResumeParameter.FRESH_WORKERS))) {
            double cost = leastFresh + pricing.of(backend);
            boolean mayLearn = backend.mayLearn();
            // Whoever may learn goes before whoever may not, who counts only when there is nobody else.
            boolean better = mayLearn == bestMayLearn ? cost < bestCost : mayLearn || best == null;
            if (better && (mayLearn || only) && !excluded.contains(backend.worker)) {
                best = backend.worker;
                bestCost = cost;
                bestMayLearn = mayLearn;
            }
        }
        return best == null ? anyExcept(excluded) : best;
    }

    /** Only when all candidates are excluded, which takes as many failures of one request. */
    private @Nullable Worker anyExcept(Set<Worker> excluded) {
        for (Backend backend : backends) {
            if (!excluded.contains(backend.worker)) {
                return backend.worker;
            }
        }
        return null;
    }

    @Override
    public void acquired(Lease lease) {
        Backend backend = backendOf.get(lease.worker());
        if (backend == null) {
            throw new IllegalStateException(lease.worker() + " does not serve");
        }
        SplittableClass its = classOf(lease.requestClass());
        Placement placement = its.placement(lease.contentHash());
        Replica replica = replicaFor(placement, backend);
        replica.used(means.now());
        placement.requests.add(1, means.now());
        means.begin(backends.size());
        double expected = its.traits.warmMillis() + replica.lostMillis();
        its.begin(expected);
        int endsBefore = backend.begin(expected);
        boolean familiar = its.familiar(backend, lease.contentHash());
        lease.expect(replica, expected, endsBefore, backend.open(), familiar);
    }

    private Replica replicaFor(Placement placement, Backend backend) {
        Backend heir = placement.heir(backends, membership);
        Replica replica = placement.replicaOn(backend);
        if (replica == null) {
            replica = backend == heir ? placement.handOver(backend, means.now()) : placement.add(backend, means.now());
            replica.beginToLearn();
        }
        if (heir == null || backend == heir) {
            placement.settle(membership);
        }
        return replica;
    }

    @Override
    public boolean unblocked() {
        boolean was = unblocked;
        unblocked = false;
        return was;
    }

    @Override
    public void released(Lease lease, Outcome outcome, Report report) {
        if (!(lease.note() instanceof Replica replica)) {
            return;
        }
        long now = pool.nanoTime();
        Backend backend = replica.backend;
        replica.placement.traits.pool().end();
        backend.end(lease.expectedMillis(), now);
        replica.endToLearn();
        SplittableClass its = replica.placement.its;
        double taken = (now - lease.startNanos()) / 1e6;
        unblocked |= its.end(
                taken, lease.expectedMillis(), backends.size(), pool.settings().maxClassShare());
        if (outcome == Outcome.SUCCEEDED) {
            means.concurrency.ended(lease.place(), taken);
        }
        if (outcome != Outcome.ABORTED) {
            double millis = (now - turnNanos(lease, backend)) / 1e6;
            boolean failed = outcome != Outcome.SUCCEEDED;
            served(
                    lease,
                    replica,
                    failed ? Math.max(millis, FAILURE_PENALTY * lease.expectedMillis()) : millis,
                    outcome);
        }
    }

    private long turnNanos(Lease lease, Backend backend) {
        return backend.turnNanos(lease.endsBefore(), lease.place(), means.concurrency.threads(), lease.startNanos());
    }

    private void served(Lease lease, Replica replica, double millis, Outcome outcome) {
        Traits traits = replica.placement.traits;
        traits.served(millis, replica.isSetUp() ? replica.toldMillis() : Double.NaN);
        if (outcome == Outcome.SUCCEEDED) {
            replica.placement.its.measure(replica, millis);
        }
        double lost = Math.max(0, millis - traits.warmMillis());
        if (replica.isSetUp()) {
            means.contestedMillis.add(lost, means.now());
        }
        replica.served(lost);
        means.workMillis.add(millis, means.now());
        replica.placement.its.served(millis, lost, lease.familiar(), backends.size());
    }

    @Override
    public void forget(String requestClass) {
        SplittableClass its = classes.remove(requestClass);
        if (its != null) {
            its.forgotten();
        }
    }

    @Override
    public void forgetAll() {
        classes.values().forEach(SplittableClass::forgotten);
        classes.clear();
        means.forget();
    }

    @Override
    public Affinity affinity() {
        return means.gain.affinity();
    }

    @Override
    public int classesWithoutGain() {
        return means.withoutGain();
    }

    @Override
    public int classes() {
        return classes.size();
    }

    @Override
    public Explanation explain(String requestClass) {
        if (backends.isEmpty()) {
            return new Explanation(requestClass, NAME, null, "no worker serves", List.of());
        }
        SplittableClass known = classes.get(requestClass);
        SplittableClass its = known == null ? new SplittableClass(requestClass, means) : known;
        Placement placement = its.placement(0);
        Worker chosen = cheapest(placement, Set.of());
        List<Candidate> candidates = new ArrayList<>();
        for (int rank = 0; rank < placement.size(); rank++) {
            Replica replica = placement.replica(rank);
            candidates.add(candidate(replica.backend.worker, pricing.of(replica, rank), chosen));
        }
        double leastFresh = pricing.leastFresh(placement.traits.coldMillis(), placement.size());
        for (Backend backend : placement.fresh(backends, membership, count(ResumeParameter.FRESH_WORKERS))) {
            candidates.add(candidate(backend.worker, leastFresh + pricing.of(backend), chosen));
        }
        String reason = "least expected cost in milliseconds: wait, time lost while not warm, price of a replica";
        return new Explanation(
                requestClass, NAME, chosen == null ? null : chosen.name(), reason, candidates, its.affinity());
    }

    private static Candidate candidate(Worker worker, double cost, @Nullable Worker chosen) {
        String verdict = worker == chosen ? "chosen" : "costs more";
        return new Candidate(worker.name(), cost, worker.backlog(), worker.meanBacklog(), verdict);
    }
}
