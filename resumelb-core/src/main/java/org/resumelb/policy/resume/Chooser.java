package org.resumelb.policy.resume;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Affinity;
import org.resumelb.pool.Candidates;
import org.resumelb.pool.Explanation;
import org.resumelb.pool.Explanation.Candidate;
import org.resumelb.pool.PoolView;
import org.resumelb.pool.ResumeParameter;
import org.resumelb.pool.Worker;

/**
 * Chooses the worker on which a request costs least, and says why. Candidates are the workers that serve the class already,
 * and the first few of the class's rendezvous order that do not. Changes nothing. Not thread-safe.
 */
final class Chooser {
    /** Workers beyond the candidates that are looked at when none of those may get a request. */
    private static final int OTHERS_TRIED = 16;

    private final PoolView pool;
    private final WorkerQueues queues;
    private final Pricing pricing;

    Chooser(PoolView pool, WorkerQueues queues, PoolMeans means) {
        this.pool = pool;
        this.queues = queues;
        pricing = new Pricing(means);
    }

    /** Who gets a request of these replicas; {@code null} when none of the workers may. */
    @Nullable
    WorkerQueue choose(ReplicaSet replicas, Candidates candidates) {
        WorkerQueue newOwner = newOwner(replicas);
        // A new worker takes over classes one by one, so that not all it does at first is slow.
        if (newOwner != null && newOwner.isIdle() && candidates.admits(newOwner.worker)) {
            return newOwner;
        }
        return cheapest(replicas, candidates);
    }

    private @Nullable WorkerQueue newOwner(ReplicaSet replicas) {
        return replicas.newOwner(queues.all(), queues.membership());
    }

    private @Nullable WorkerQueue cheapest(ReplicaSet replicas, Candidates candidates) {
        pricing.begin(replicas, queues.size(), pool.balancers() > 1);
        WorkerQueue best = null;
        double bestCost = Double.POSITIVE_INFINITY;
        int weighed = Math.min(replicas.size(), count(ResumeParameter.REPLICAS_WEIGHED));
        int first = weighed < replicas.size() ? replicas.turn() : 0;
        for (int i = 0; i < weighed; i++) {
            int rank = (first + i) % replicas.size();
            Replica replica = replicas.replica(rank);
            double cost = pricing.of(replica, rank);
            if (cost < bestCost && candidates.admits(replica.queue.worker)) {
                best = replica.queue;
                bestCost = cost;
            }
        }
        double leastFresh = pricing.leastFresh(replicas.costs.coldMillis(), replicas.size());
        return bestCost <= leastFresh ? best : orFresh(best, bestCost, replicas, candidates);
    }

    /** The best of the replicas, or a worker that would become one if that costs less. */
    private @Nullable WorkerQueue orFresh(
            @Nullable WorkerQueue replica, double replicaCost, ReplicaSet replicas, Candidates candidates) {
        double leastFresh = pricing.leastFresh(replicas.costs.coldMillis(), replicas.size());
        WorkerQueue best = replica;
        double bestCost = replicaCost;
        boolean bestMayLearn = true;
        for (WorkerQueue queue : fresh(replicas)) {
            double cost = leastFresh + pricing.of(queue, replicas);
            boolean mayLearn = queue.mayLearn();
            // Whoever may learn goes before whoever may not, who counts only when there is nobody else.
            boolean better = mayLearn == bestMayLearn ? cost < bestCost : mayLearn || best == null;
            if (better && (mayLearn || replica == null) && candidates.admits(queue.worker)) {
                best = queue;
                bestCost = cost;
                bestMayLearn = mayLearn;
            }
        }
        return best == null ? queues.someOf(OTHERS_TRIED, candidates) : best;
    }

    private WorkerQueue[] fresh(ReplicaSet replicas) {
        return replicas.fresh(queues.all(), queues.membership(), count(ResumeParameter.FRESH_WORKERS));
    }

    private int count(ResumeParameter parameter) {
        return pool.settings().resume().count(parameter);
    }

    /** Who gets a request of a class with these replicas, and what it would cost on others. */
    Explanation explain(String policy, ClassState state, ReplicaSet replicas, Candidates candidates) {
        WorkerQueue chosen = choose(replicas, candidates);
        pricing.begin(replicas, queues.size(), pool.balancers() > 1);
        List<Candidate> weighed = new ArrayList<>();
        for (int rank = 0; rank < replicas.size(); rank++) {
            Replica replica = replicas.replica(rank);
            weighed.add(candidate(replica.queue, pricing.of(replica, rank), chosen, candidates));
        }
        double leastFresh = pricing.leastFresh(replicas.costs.coldMillis(), replicas.size());
        for (WorkerQueue queue : fresh(replicas)) {
            weighed.add(candidate(queue, leastFresh + pricing.of(queue, replicas), chosen, candidates));
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
        return chosen == newOwner(replicas) && chosen.isIdle()
                ? "a new worker that is idle takes over a class that would have begun with it"
                : "least expected cost in milliseconds: wait, time lost while not warm, price of a replica";
    }

    private static Candidate candidate(
            WorkerQueue queue, double cost, @Nullable WorkerQueue chosen, Candidates candidates) {
        Worker worker = queue.worker;
        String verdict = queue == chosen ? "chosen" : candidates.admits(worker) ? "costs more" : "may not get it now";
        return new Candidate(worker.name(), cost, worker.backlog(), worker.meanBacklog(), verdict);
    }
}
