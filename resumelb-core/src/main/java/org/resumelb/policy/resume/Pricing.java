package org.resumelb.policy.resume;

import org.resumelb.pool.ResumeParameter;

/**
 * The cost of a request on a worker, in milliseconds, as of one instant: the wait for work already sent there, the time
 * lost because the worker is not warm, and a price for holding one more replica of the class in the pool's caches.
 * Reused for every request. Not thread-safe.
 *
 * <p>Lost time counts more than once. Where caches are too small for everything, loading something pushes something else
 * out; how scarce space is, is judged by what is lost on content that was there before, so that a pool that is cold counts
 * as full until it has served something twice. And a request that takes longer keeps waiting whatever waits at its worker:
 * so a pool that is overloaded does not make itself more work, and a worker that has nothing to do takes up a class at once.
 * The price of a replica is the cost of setting it up, spread over the requests that it can serve while caches keep it; so
 * busy classes can afford several replicas and rare ones only one. It rises with the square root of the rank, since a class
 * that needs many workers keeps its objects in use on each. Where caches have room, a replica pushes nothing out, and
 * its price falls to a small part.
 *
 * <p>Setting up a replica costs one request more than it gains by not waiting, but later requests gain as well. Nobody
 * knows how many will follow, as with renting or buying skis (Karlin, Manasse, Rudolph, Sleator, "Competitive snoopy
 * caching", Algorithmica 3, 1988): therefore what the class's requests could have gained so far counts towards the next
 * one, until it has paid for the replica. It does not count at a worker whose cache is full, since other classes would
 * pay for the replica as well. Each of several load balancers pays for its part of the replicas that all of them will create.
 */
final class Pricing {
    /**
     * A pool with more requests than this for each that it serves at a time does not keep up. If it also loads again and again
     * what it had, up to so many more double the price of a replica: classes have to draw together, or it never catches up.
     */
    private static final double OVERLOAD = 16;

    private static final double DOUBLED_BY = 3;

    /** A longer queue counts no more: what its worker does with it has other causes than one more loss. */
    private static final double MAX_CROWD = 100;

    /**
     * Number of cold requests by which means are smoothed, so that a pool that has just started has no extreme ones.
     */
    private static final double SMOOTHING = 100;

    /** The same for a worker's means, which begin like those of the pool. */
    private static final double WORKER_SMOOTHING = 20;

    /** Cache space never counts as entirely free: new content misses everywhere, and loading it takes time. */
    private static final double MIN_SCARCITY = 0.1;

    /** A worker with more than this multiple of the mean work gets no new class. */
    private static final double MAX_WORK = 1.25;

    /** The cost of exceeding that, in warm requests per multiple of the mean: more than most queues. */
    private static final double OVERWORK = 100;

    /**
     * The part of the mean wait that is attributed to chance: even if all workers wait equally long, some happen to
     * wait longer now.
     */
    private static final double CHANCE = 0.5;

    private final PoolMeans pool;

    private double now;
    private double concurrency;
    private double othersMillis;
    private double scarcity;
    private double lossWeight;
    private double crowdWeight;
    private double rankMillis;
    private double meanWork;
    private double regretMillis;
    private double chanceMillis;

    Pricing(PoolMeans pool) {
        this.pool = pool;
    }

    /** Prepares to price a request of a replica set; the given number of load balancers send to the same workers. */
    void begin(ReplicaSet replicas, int workers, int balancers) {
        now = pool.now();
        concurrency = pool.concurrency.value();
        othersMillis = balancers > 1 && !Double.isNaN(pool.warmMillis()) ? pool.warmMillis() : 0;
        scarcity = poolScarcity(balancers);
        double loadFactor = pool.loadFactor(workers);
        meanWork = (pool.workMillis.at(now) + SMOOTHING * pool.coldMillis()) / Math.max(1, workers);
        lossWeight = 1 + scarcity * (pool.setting(ResumeParameter.LOSS_WEIGHT) - 1);
        crowdWeight = pool.setting(ResumeParameter.CROWD_WEIGHT);
        chanceMillis = CHANCE * pool.waitMillis(workers);
        regretMillis = replicas.regret(now) / balancers;
        double requests = Math.max(1, replicas.requests(now));
        double price = pool.setting(ResumeParameter.REPLICA_PRICE) * replicas.costs.setupMillis() * scarcity;
        rankMillis = price / requests * (1 + loadFactor) * overload(loadFactor, balancers);
    }

    /** How scarce cache space is in the pool, up to 1, judged by the time lost on content that was cached before. */
    private double poolScarcity(int balancers) {
        // Unless workers say what was lost, waiting for other load balancers' requests looks like it, so that it proves
        // less.
        Decaying seen = balancers > 1 && !pool.isTold() ? pool.workMillis : pool.knownMillis;
        return scarcity(pool.contestedMillis, seen, SMOOTHING, 1);
    }

    /**
     * By how much the price of a replica rises, the more of its time the pool spends on loading again what it had, beyond what
     * full caches are judged by; one load balancer of several does not know what waits in all.
     */
    private double overload(double loadFactor, int balancers) {
        double over = Math.max(0, loadFactor - OVERLOAD) / DOUBLED_BY;
        if (balancers > 1 || over == 0) {
            return 1;
        }
        double scarceAt = pool.setting(ResumeParameter.SCARCE_AT);
        double known = pool.knownMillis.at(now) + SMOOTHING * pool.coldMillis();
        double again = pool.contestedMillis.at(now) / known - scarceAt;
        return 1 + over * Math.max(0, again);
    }

    /**
     * How scarce it is at a worker; until enough is known of that, as scarce as in the pool. Here all its work tells
     * something: what it learns without losing what it knew, it has room for.
     */
    private double scarcity(WorkerQueue queue) {
        return scarcity(queue.contestedMillis, queue.workMillis, WORKER_SMOOTHING, scarcity);
    }

    private double scarcity(Decaying contestedMillis, Decaying workMillis, double coldRequests, double assumed) {
        double scarceAt = pool.setting(ResumeParameter.SCARCE_AT);
        double smoothing = coldRequests * pool.coldMillis();
        double work = workMillis.at(now) + smoothing;
        double contested = contestedMillis.at(now) + smoothing * scarceAt * assumed;
        return Math.max(MIN_SCARCITY, Math.min(1, contested / work / scarceAt));
    }

    /** What a request loses on a replica, as far as that counts. */
    double loss(Replica replica) {
        double lost = loss(replica.lostMillis(), replica.queue);
        return replica.isSetUp() ? lost : unpaid(lost, replica.queue);
    }

    /** What a request loses on a worker that is not a replica. */
    double lossOnFresh(ReplicaSet replicas, WorkerQueue queue) {
        return unpaid(loss(replicas.costs.coldMillis(), queue), queue);
    }

    /** The price of the rank-th replica, in the class's order. */
    double rent(int rank) {
        return Math.sqrt(rank) * rankMillis;
    }

    /** Whether nothing counts towards setting up another replica. */
    boolean isNothingRegretted() {
        return regretMillis == 0;
    }

    /**
     * How much longer than elsewhere a request may wait, in milliseconds, before this shows that its class needs
     * another worker.
     */
    double chanceMillis() {
        return chanceMillis;
    }

    /**
     * The part of a {@link #waiting} that is certain: for requests of this load balancer, since what others have sent
     * is known late, and on a worker with no place free, since one with a free place keeps nothing waiting.
     */
    double queueing(WorkerQueue queue, double waiting) {
        return queue.inHand() < concurrency ? 0 : waiting - forOthers(queue) / concurrency;
    }

    /** Work that other load balancers have sent to a worker, in milliseconds. */
    private double forOthers(WorkerQueue queue) {
        return othersMillis > 0 ? queue.worker.othersBacklog() * othersMillis : 0;
    }

    /** How much time lost at a worker weighs. */
    double loss(double lostMillis, WorkerQueue queue) {
        double crowd = Math.min(MAX_CROWD, (queue.inHand() + queue.heldRequests()) / concurrency);
        return (lossWeight + crowdWeight * crowd) * lostMillis;
    }

    /** How much it weighs at a worker that has nothing to do. */
    double leastLoss(double lostMillis) {
        return lossWeight * lostMillis;
    }

    private double unpaid(double loss, WorkerQueue queue) {
        return regretMillis == 0 ? loss : Math.max(0, loss - (1 - scarcity(queue)) * regretMillis);
    }

    /**
     * What a worker costs regardless of what it knows: waiting, for its requests in flight and for those held back that
     * come first.
     */
    double waiting(WorkerQueue queue, ReplicaSet replicas) {
        double held = queue.heldBefore(replicas.state, replicas.state.charged() * replicas.costs.warmMillis());
        double millis = (queue.expectedMillis() + held + forOthers(queue)) / concurrency;
        return replicas.size() == 0 ? millis + overwork(queue) : millis;
    }

    /**
     * A class that no worker serves yet is cold everywhere, so placing it where there is less to do costs nothing. This
     * balances even workers that seem to serve any number of requests at once.
     */
    private double overwork(WorkerQueue queue) {
        double over = queue.workMillis.at(now) / meanWork - MAX_WORK;
        return over <= 0 ? 0 : OVERWORK * over * pool.warmOrGuess();
    }
}
