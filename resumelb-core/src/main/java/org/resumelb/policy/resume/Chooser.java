package org.resumelb.policy.resume;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Affinity;
import org.resumelb.pool.Candidates;
import org.resumelb.pool.Explanation;
import org.resumelb.pool.Explanation.Candidate;
import org.resumelb.pool.Explanation.Cost;
import org.resumelb.pool.PoolView;
import org.resumelb.pool.ResumeParameter;
import org.resumelb.pool.Worker;

/**
 * Chooses the worker on which a request costs least, and explains the choice. Candidates are the workers that already
 * serve the class, and the first few others in its order. Changes nothing except its record of the last
 * choice. Not thread-safe.
 */
final class Chooser {
    /** How many further workers are tried if no candidate may get the request. */
    private static final int OTHERS_TRIED = 16;

    private final PoolView pool;
    private final WorkerQueues queues;
    private final Pricing pricing;

    // Of the present choice.
    private @Nullable WorkerQueue best;
    private double bestCost;

    /** The lowest cost, besides the time lost there, if the request queues. */
    private double bestOnceSetUp;

    /** The lowest such cost on workers that are not set up for the class. */
    private double leastOnceSetUp;

    private double regretMillis;

    Chooser(PoolView pool, WorkerQueues queues, PoolMeans means) {
        this.pool = pool;
        this.queues = queues;
        pricing = new Pricing(means);
    }

    /** The worker that gets a request of these replicas; {@code null} if none may. */
    @Nullable
    WorkerQueue choose(ReplicaSet replicas, Candidates candidates) {
        regretMillis = 0;
        WorkerQueue newOwner = newOwner(replicas);
        // A new worker takes over classes one by one, so that not all it does at first is slow.
        if (newOwner != null && newOwner.inHand() == 0 && candidates.admits(newOwner.worker)) {
            return newOwner;
        }
        return cheapest(replicas, candidates);
    }

    /**
     * How much longer the last chosen request queues than on the best worker that is not set up, if that one were,
     * minus what may be chance; or, if negative, what is spent on setting one up, if there is anything from which to take it.
     */
    double regretMillis() {
        return regretMillis;
    }

    private @Nullable WorkerQueue newOwner(ReplicaSet replicas) {
        return replicas.newOwner(queues);
    }

    private @Nullable WorkerQueue cheapest(ReplicaSet replicas, Candidates candidates) {
        pricing.begin(replicas, queues.size(), pool.balancers());
        best = null;
        bestCost = Double.POSITIVE_INFINITY;
        leastOnceSetUp = Double.POSITIVE_INFINITY;
        weighReplicas(replicas, candidates);
        if (best == null || !isSurelyBest(replicas)) {
            weighFresh(replicas, candidates);
        }
        WorkerQueue chosen = best;
        if (chosen == null) {
            return queues.someOf(OTHERS_TRIED, candidates);
        }
        double more = regret(replicas, chosen);
        regretMillis = pricing.isNothingRegretted() ? Math.max(0, more) : more;
        return chosen;
    }

    private void weighReplicas(ReplicaSet replicas, Candidates candidates) {
        int weighed = Math.min(replicas.size(), count(ResumeParameter.REPLICAS_WEIGHED));
        int first = weighed < replicas.size() ? replicas.turn() : 0;
        for (int i = 0; i < weighed; i++) {
            int rank = (first + i) % replicas.size();
            Replica replica = replicas.replica(rank);
            WorkerQueue queue = replica.queue;
            if (candidates.admits(queue.worker)) {
                double waiting = pricing.waiting(queue, replicas);
                weigh(queue, pricing.loss(replica), pricing.rent(rank), waiting);
                if (!replica.isSetUp()) {
                    couldBeSetUp(pricing.rent(rank) + pricing.queueing(queue, waiting));
                }
            }
        }
    }

    /**
     * Prices workers that would become replicas. Those that may not learn another class get it only if no other worker
     * may.
     */
    private void weighFresh(ReplicaSet replicas, Candidates candidates) {
        double rent = pricing.rent(replicas.size());
        boolean nobodyYet = best == null;
        for (WorkerQueue queue : fresh(replicas)) {
            boolean willing = queue.mayLearn();
            if (candidates.admits(queue.worker) && (willing || nobodyYet)) {
                double waiting = pricing.waiting(queue, replicas);
                if (willing) {
                    couldBeSetUp(rent + pricing.queueing(queue, waiting));
                    bestCost = nobodyYet ? Double.POSITIVE_INFINITY : bestCost;
                    nobodyYet = false;
                }
                weigh(queue, pricing.lossOnFresh(replicas, queue), rent, waiting);
            }
        }
    }

    /**
     * Whether no worker that would become a replica can be cheaper than the best replica, nor be regretted, even one that has
     * nothing to do. So mostly none has to be looked at.
     */
    private boolean isSurelyBest(ReplicaSet replicas) {
        double rent = pricing.rent(replicas.size());
        return pricing.isNothingRegretted()
                && bestCost <= rent + pricing.leastLoss(replicas.costs.coldMillis())
                && bestOnceSetUp - Math.min(leastOnceSetUp, rent) <= pricing.chanceMillis();
    }

    private void weigh(WorkerQueue queue, double loss, double rent, double waiting) {
        double cost = loss + rent + waiting;
        if (cost < bestCost) {
            best = queue;
            bestCost = cost;
            bestOnceSetUp = rent + pricing.queueing(queue, waiting);
        }
    }

    private void couldBeSetUp(double costThen) {
        leastOnceSetUp = Math.min(leastOnceSetUp, costThen);
    }

    private double regret(ReplicaSet replicas, WorkerQueue chosen) {
        Replica replica = replicas.replicaOn(chosen);
        if (replica == null) {
            return -pricing.loss(replicas.costs.coldMillis(), chosen);
        }
        if (!replica.isSetUp()) {
            return -pricing.loss(replica.lostMillis(), chosen);
        }
        return leastOnceSetUp == Double.POSITIVE_INFINITY ? 0 : bestOnceSetUp - leastOnceSetUp - pricing.chanceMillis();
    }

    private WorkerQueue[] fresh(ReplicaSet replicas) {
        return replicas.fresh(queues, count(ResumeParameter.FRESH_WORKERS));
    }

    private int count(ResumeParameter parameter) {
        return pool.settings().resume().count(parameter);
    }

    /** Which worker gets a request of a class with these replicas, and what it would cost on others. */
    Explanation explain(String policy, ClassState state, ReplicaSet replicas, Candidates candidates) {
        WorkerQueue chosen = choose(replicas, candidates);
        pricing.begin(replicas, queues.size(), pool.balancers());
        List<Candidate> weighed = new ArrayList<>();
        for (int rank = 0; rank < replicas.size(); rank++) {
            Replica replica = replicas.replica(rank);
            Cost cost = new Cost(pricing.waiting(replica.queue, replicas), pricing.loss(replica), pricing.rent(rank));
            weighed.add(candidate(replica.queue, cost, chosen, candidates));
        }
        for (WorkerQueue queue : fresh(replicas)) {
            Cost cost = new Cost(
                    pricing.waiting(queue, replicas),
                    pricing.lossOnFresh(replicas, queue),
                    pricing.rent(replicas.size()));
            weighed.add(candidate(queue, cost, chosen, candidates));
        }
        ClassDetail detail = state.detail();
        return new Explanation(
                state.name,
                policy,
                chosen == null ? null : chosen.worker.name(),
                reason(replicas, chosen),
                weighed,
                detail == null ? Affinity.UNKNOWN : detail.affinity());
    }

    private String reason(ReplicaSet replicas, @Nullable WorkerQueue chosen) {
        if (chosen == null) {
            return "no worker that may get it has room";
        }
        return chosen == newOwner(replicas) && chosen.inHand() == 0
                ? "a new worker that is idle takes over a class that would have begun with it"
                : "least expected cost in milliseconds: wait, time lost while not warm, price of a replica";
    }

    private static Candidate candidate(
            WorkerQueue queue, Cost cost, @Nullable WorkerQueue chosen, Candidates candidates) {
        Worker worker = queue.worker;
        String verdict = queue == chosen ? "chosen" : candidates.admits(worker) ? "costs more" : "may not get it now";
        return new Candidate(worker.name(), cost.millis(), worker.backlog(), worker.meanBacklog(), verdict, cost);
    }
}
