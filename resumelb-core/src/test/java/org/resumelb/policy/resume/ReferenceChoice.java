package org.resumelb.policy.resume;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Candidates;
import org.resumelb.pool.PoolRequest;
import org.resumelb.pool.PoolView;
import org.resumelb.pool.ResumeParameter;

/**
 * The rule by which {@code resume} chooses, written down literally, with full scans and no regard for cost. It takes what
 * was learnt of classes and workers as it is, and shares no code with what chooses.
 */
final class ReferenceChoice {
    private final PoolView pool;
    private final ResumePolicy policy;

    ReferenceChoice(PoolView pool, ResumePolicy policy) {
        this.pool = pool;
        this.policy = policy;
    }

    /** A worker that may be chosen, what the request loses there, and what it costs otherwise. */
    private record Offer(WorkerQueue queue, double loss, double rent, double waiting, boolean fresh) {
        double cost() {
            return loss + rent + waiting;
        }

        /** What is left once the worker is set up; a worker with a place free keeps nobody waiting. */
        double onceSetUp(int places, double forOthers) {
            return queue.inHand() < places ? rent : rent + waiting - forOthers;
        }
    }

    /** Who gets the request; {@code null} when the rule leaves it to anyone who may get it. */
    @Nullable
    WorkerQueue choose(PoolRequest request, Candidates candidates) {
        ClassState state = policy.classes.look(request.requestClass());
        ReplicaSet replicas = policy.replicas(state, request);
        List<WorkerQueue> order = order(replicas);
        WorkerQueue newOwner = newOwner(replicas, order);
        if (newOwner != null && newOwner.inHand() == 0 && candidates.admits(newOwner.worker)) {
            return newOwner;
        }
        return cheapest(offers(replicas, order), candidates);
    }

    private List<WorkerQueue> order(ReplicaSet replicas) {
        List<WorkerQueue> order = new ArrayList<>(policy.queues.all());
        order.sort((one, other) -> Long.compareUnsigned(distance(replicas, one), distance(replicas, other)));
        return order;
    }

    /** From any of 21 probes of a class to any of a worker's two points, forwards on a ring of 64-bit numbers. */
    private static long distance(ReplicaSet replicas, WorkerQueue queue) {
        return IntStream.range(0, 2 * 21)
                .mapToLong(i -> Hashing.mix(queue.hash + i / 21 * 0x9E3779B97F4A7C15L)
                        - Hashing.mix(replicas.hash ^ i % 21 * 0x9E3779B97F4A7C15L))
                .boxed()
                .min(Long::compareUnsigned)
                .orElseThrow();
    }

    private List<Offer> offers(ReplicaSet replicas, List<WorkerQueue> order) {
        List<Offer> offers = new ArrayList<>(replicaOffers(replicas, order));
        double rent = Math.sqrt(replicas.size()) * price(replicas);
        double cold = replicas.costs.coldMillis();
        order.stream()
                .filter(queue -> replicas.replicaOn(queue) == null)
                .limit(count(ResumeParameter.FRESH_WORKERS))
                .forEach(queue -> {
                    double loss = unpaid(lossWeight(queue) * cold, replicas, queue);
                    offers.add(new Offer(queue, loss, rent, waitFor(queue, replicas), true));
                });
        return offers;
    }

    /**
     * How much longer the request waits at a worker that is set up than at another that may get it, were that set up; or
     * what is spent on setting one up, as a negative number, if there is anything from which to take it.
     */
    double regret(PoolRequest request, Candidates candidates, WorkerQueue chosen) {
        ClassState state = policy.classes.look(request.requestClass());
        ReplicaSet replicas = policy.replicas(state, request);
        double more = regret(replicas, candidates, chosen);
        return replicas.regret(policy.means.now()) == 0 ? Math.max(0, more) : more;
    }

    private double regret(ReplicaSet replicas, Candidates candidates, WorkerQueue chosen) {
        List<WorkerQueue> order = order(replicas);
        if (chosen == newOwner(replicas, order) && chosen.inHand() == 0) {
            return 0;
        }
        Replica replica = replicas.replicaOn(chosen);
        if (replica == null || !replica.isSetUp()) {
            double lost = replica == null ? replicas.costs.coldMillis() : replica.lostMillis();
            return -lossWeight(chosen) * lost;
        }
        List<Offer> offers = offers(replicas, order);
        double here = offers.stream()
                .filter(offer -> offer.queue == chosen)
                .mapToDouble(this::onceSetUp)
                .sum();
        return offers.stream()
                .filter(offer -> candidates.admits(offer.queue.worker))
                .filter(offer -> offer.fresh ? offer.queue.mayLearn() : !isSetUp(replicas, offer.queue))
                .mapToDouble(offer -> here - onceSetUp(offer) - policy.means.waitMillis(policy.queues.size()) / 2)
                .max()
                .orElse(0);
    }

    private double onceSetUp(Offer offer) {
        int places = policy.means.concurrency.threads();
        return offer.onceSetUp(places, othersMillis(offer.queue) / places);
    }

    private double othersMillis(WorkerQueue queue) {
        double warm = policy.means.warmMillis();
        return pool.balancers() > 1 && !Double.isNaN(warm) ? queue.worker.othersBacklog() * warm : 0;
    }

    private static boolean isSetUp(ReplicaSet replicas, WorkerQueue queue) {
        Replica replica = replicas.replicaOn(queue);
        return replica != null && replica.isSetUp();
    }

    /** What is left of a loss when what waiting has cost the class so far is taken off, unless the cache there is full. */
    private double unpaid(double loss, ReplicaSet replicas, WorkerQueue queue) {
        return Math.max(0, loss - (1 - scarcity(queue)) * replicas.regret(policy.means.now()) / pool.balancers());
    }

    /** Of those who may get the request. Whoever may not learn one more class gets it if there is nobody else. */
    private static @Nullable WorkerQueue cheapest(List<Offer> offers, Candidates candidates) {
        List<Offer> admitted = offers.stream()
                .filter(offer -> candidates.admits(offer.queue.worker))
                .toList();
        List<Offer> willing = admitted.stream()
                .filter(offer -> !offer.fresh || offer.queue.mayLearn())
                .toList();
        Offer best = null;
        for (Offer offer : willing.isEmpty() ? admitted : willing) {
            best = best == null || offer.cost() < best.cost() ? offer : best;
        }
        return best == null ? null : best.queue;
    }

    /** The first worker of the class's order, if it is new and the class was served before it came. */
    private static @Nullable WorkerQueue newOwner(ReplicaSet replicas, List<WorkerQueue> order) {
        return replicas.size() > 0 && !order.isEmpty() && order.get(0).isNewSince(replicas.settledAt())
                ? order.get(0)
                : null;
    }

    /** Those that serve the class, by their place in its order; of many so many, each time others. */
    private List<Offer> replicaOffers(ReplicaSet replicas, List<WorkerQueue> order) {
        List<Offer> all = new ArrayList<>();
        for (WorkerQueue queue : order) {
            Replica replica = replicas.replicaOn(queue);
            if (replica != null) {
                double loss = lossWeight(queue) * replica.lostMillis();
                double rent = Math.sqrt(all.size()) * price(replicas);
                double unpaid = replica.isSetUp() ? loss : unpaid(loss, replicas, queue);
                all.add(new Offer(queue, unpaid, rent, waitFor(queue, replicas), false));
            }
        }
        int weighed = count(ResumeParameter.REPLICAS_WEIGHED);
        if (all.size() <= weighed) {
            return all;
        }
        List<Offer> some = new ArrayList<>();
        for (int i = 0; i < weighed; i++) {
            some.add(all.get((replicas.turn() + i) % all.size()));
        }
        return some;
    }

    /** All the work that is ahead, divided by how much of it is done at a time. */
    private double waitFor(WorkerQueue queue, ReplicaSet replicas) {
        double sent = queue.expectedMillis();
        double held = heldBefore(queue, replicas);
        double wait = (sent + held + othersMillis(queue)) / policy.means.concurrency.threads();
        return replicas.size() == 0 ? wait + overwork(queue) : wait;
    }

    /** What it costs that a worker does more than 1.25 times the mean work, which 100 cold requests smooth. */
    private double overwork(WorkerQueue queue) {
        PoolMeans means = policy.means;
        double all = means.workMillis.at(means.now()) + 100 * means.coldMillis();
        double times = queue.workMillis.at(means.now()) / (all / policy.queues.size());
        return 100 * Math.max(0, times - 1.25) * means.warmOrGuess();
    }

    /** Of what is held back, all of the own class, and of each other class as much as of the own with this request. */
    private static double heldBefore(WorkerQueue queue, ReplicaSet replicas) {
        Map<String, Double> held = new HashMap<>(queue.heldMillis());
        double all = held.values().stream().mapToDouble(millis -> millis).sum();
        Double own = held.remove(replicas.state.name);
        double mine = own == null ? 0 : own;
        double turns = held.size() * (mine + replicas.state.charged() * replicas.costs.warmMillis());
        return Math.min(all, mine + turns);
    }

    /** How often a loss counts at a worker: the more requests are there, for each that it serves at a time, the more. */
    private double lossWeight(WorkerQueue queue) {
        double requests = queue.inHand() + queue.heldRequests();
        double crowd = Math.min(100, requests / policy.means.concurrency.threads());
        double full = setting(ResumeParameter.LOSS_WEIGHT) - 1;
        return 1 + scarcity() * full + setting(ResumeParameter.CROWD_WEIGHT) * crowd;
    }

    /** The price of a replica. */
    private double price(ReplicaSet replicas) {
        double requests = Math.max(1, replicas.requests(policy.means.now()));
        // A single load balancer knows that the pool does not keep up: 16 requests for each place. Each 3 more double
        // the price,
        // times the share of time lost on what was there before, beyond that from which caches count as full.
        PoolMeans means = policy.means;
        double known = means.knownMillis.at(means.now()) + 100 * means.coldMillis();
        double again = means.contestedMillis.at(means.now()) / known - setting(ResumeParameter.SCARCE_AT);
        double overload = pool.balancers() > 1 ? 0 : Math.max(0, crowd() - 16) / 3 * Math.max(0, again);
        return setting(ResumeParameter.REPLICA_PRICE)
                * scarcity()
                * replicas.costs.setupMillis()
                / requests
                * (1 + crowd())
                * (1 + overload);
    }

    private double crowd() {
        return policy.means.loadFactor(policy.queues.size());
    }

    /** From 0.1 to 1, the share of time lost on what was warm once, in parts of a setting; smoothed by 100 cold requests. */
    private double scarcity() {
        PoolMeans means = policy.means;
        double scarceAt = setting(ResumeParameter.SCARCE_AT);
        double smoothing = 100 * means.coldMillis();
        double lost = means.contestedMillis.at(means.now()) + smoothing * scarceAt;
        Decaying seen = pool.balancers() > 1 && !means.isTold() ? means.workMillis : means.knownMillis;
        double work = seen.at(means.now()) + smoothing;
        return Math.max(0.1, Math.min(1, lost / work / scarceAt));
    }

    /** The same of one worker, smoothed by 20 cold requests that lose as much as those of the pool. */
    private double scarcity(WorkerQueue queue) {
        PoolMeans means = policy.means;
        double scarceAt = setting(ResumeParameter.SCARCE_AT);
        double smoothing = 20 * means.coldMillis();
        double lost = queue.contestedMillis.at(means.now()) + smoothing * scarceAt * scarcity();
        double work = queue.workMillis.at(means.now()) + smoothing;
        return Math.max(0.1, Math.min(1, lost / work / scarceAt));
    }

    private double setting(ResumeParameter parameter) {
        return pool.settings().resume().get(parameter);
    }

    private int count(ResumeParameter parameter) {
        return (int) Math.round(setting(parameter));
    }
}
