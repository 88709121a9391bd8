package org.resumelb.policy.resume;

import org.resumelb.pool.ResumeParameter;

/**
 * What a request costs on a worker, in milliseconds, as of one instant: the wait for work already sent there, the time
 * lost because the worker is not warm, and a price for holding one more replica of the class in the pool's caches.
 * Reused from request to request. Not thread-safe.
 *
 * <p>Where caches are too small for all, lost time counts more than once, because what is loaded pushes something else
 * out and keeps later requests waiting: the more so the more of them there are. The price of a replica is what it cost to
 * set up, spread over the requests it can serve while caches keep it; so busy classes can pay for several replicas and
 * rare ones for one. It rises with the root of the rank, since a class that needs many workers keeps its objects in use on
 * each. Where caches have room, a replica pushes nothing out, and its price falls to a small part.
 *
 * <p>Setting a replica up costs one request more than it gains by not waiting, but those that follow gain as well. Nobody
 * knows how many will follow, as with skis that one rents or buys (Karlin, Manasse, Rudolph, Sleator, "Competitive snoopy
 * caching", Algorithmica 3, 1988): so what the class's requests could have gained already counts for the next, until it has
 * paid. Where caches are full it does not count, since others would pay for the replica as well. Of several load balancers
 * each pays for its part of the replicas that they will make.
 */
final class Pricing {
    /** A longer queue has other reasons than what one more loss adds to it, and shall not keep requests from idle workers. */
    private static final double MAX_LOAD_FACTOR = 10;

    /** Cold requests by which means are smoothed, so that a pool that just started has no extreme ones. */
    private static final double SMOOTHING = 100;

    /** Places are never taken for wholly free: what is new is missed anywhere, and loading it takes time. */
    private static final double MIN_SCARCITY = 0.1;

    /** A worker that does so many times the mean work gets no class that is new. */
    private static final double MAX_WORK = 1.25;

    /** What more work than that costs, in warm requests for each time the mean: more than most queues. */
    private static final double OVERWORK = 100;

    /** What part of the mean wait is put down to chance: if all wait as long elsewhere, some happen to wait longer here. */
    private static final double CHANCE = 0.5;

    private final PoolMeans pool;

    private double now;
    private double concurrency;
    private double othersMillis;
    private double lossWeight;
    private double rankMillis;
    private double meanWork;
    private double paidMillis;
    private double chanceMillis;

    Pricing(PoolMeans pool) {
        this.pool = pool;
    }

    /** Prepares to price a request of a replica set; so many load balancers send to the same workers. */
    void begin(ReplicaSet replicas, int workers, int balancers) {
        now = pool.now();
        concurrency = pool.concurrency.value();
        othersMillis = balancers > 1 && !Double.isNaN(pool.warmMillis()) ? pool.warmMillis() : 0;
        double loadFactor = pool.loadFactor(workers);
        double more = pool.setting(ResumeParameter.LOSS_WEIGHT)
                - 1
                + pool.setting(ResumeParameter.CROWD_WEIGHT) * Math.min(loadFactor, MAX_LOAD_FACTOR);
        double scarcity = scarcity();
        meanWork = (pool.workMillis.at(now) + SMOOTHING * pool.coldMillis()) / Math.max(1, workers);
        lossWeight = 1 + scarcity * more;
        chanceMillis = CHANCE * pool.waitMillis(workers);
        paidMillis = (1 - scarcity) * replicas.regret(now) / balancers;
        double requests = Math.max(1, replicas.requests(now));
        double price = pool.setting(ResumeParameter.REPLICA_PRICE) * replicas.costs.setupMillis() * scarcity;
        rankMillis = price / requests * (1 + loadFactor);
    }

    /** How scarce places in caches are, up to 1, by the time lost on what was cached once. */
    private double scarcity() {
        double scarceAt = pool.setting(ResumeParameter.SCARCE_AT);
        double smoothing = SMOOTHING * pool.coldMillis();
        double work = pool.workMillis.at(now) + smoothing;
        double contested = pool.contestedMillis.at(now) + smoothing * scarceAt;
        return Math.max(MIN_SCARCITY, Math.min(1, contested / work / scarceAt));
    }

    /** What a request loses on a replica, as far as that counts. */
    double loss(Replica replica) {
        double lost = loss(replica.lostMillis());
        return replica.isSetUp() ? lost : unpaid(lost);
    }

    /** What it loses on a worker that is no replica. */
    double lossOnFresh(ReplicaSet replicas) {
        return unpaid(loss(replicas.costs.coldMillis()));
    }

    /** The price of the rank-th replica, by rendezvous order. */
    double rent(int rank) {
        return Math.sqrt(rank) * rankMillis;
    }

    /** How much longer than elsewhere a request may wait, in milliseconds, before that says that its class needs a worker more. */
    double chanceMillis() {
        return chanceMillis;
    }

    /**
     * Of a {@link #waiting} the part that is sure: for requests of this load balancer, since what others have sent is known
     * late, and on a worker all of whose places are taken, since one with a place free keeps nobody waiting.
     */
    double queueing(WorkerQueue queue, double waiting) {
        return queue.open() < concurrency ? 0 : waiting - forOthers(queue) / concurrency;
    }

    /** Work that other load balancers have sent to a worker, in milliseconds. */
    private double forOthers(WorkerQueue queue) {
        return othersMillis > 0 ? queue.worker.othersBacklog() * othersMillis : 0;
    }

    /** How much a time lost counts. */
    double loss(double lostMillis) {
        return lossWeight * lostMillis;
    }

    private double unpaid(double loss) {
        return Math.max(0, loss - paidMillis);
    }

    /** What a worker costs whatever it knows: waiting, for what it has in hand and for what is held back before its turn. */
    double waiting(WorkerQueue queue, ReplicaSet replicas) {
        double held = queue.heldBefore(replicas.state, replicas.costs.warmMillis());
        double millis = (queue.expectedMillis() + held + forOthers(queue)) / concurrency;
        return replicas.size() == 0 ? millis + overwork(queue) : millis;
    }

    /**
     * A class that nobody serves yet is cold everywhere, so it costs nothing to place it where there is less to do. It is
     * what keeps workers even that seem to serve any number of requests at a time.
     */
    private double overwork(WorkerQueue queue) {
        double over = queue.workMillis.at(now) / meanWork - MAX_WORK;
        return over <= 0 ? 0 : OVERWORK * over * pool.warmOrGuess();
    }
}
