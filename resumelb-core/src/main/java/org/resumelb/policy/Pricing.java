package org.resumelb.policy;

import org.resumelb.pool.ResumeParameter;

/**
 * What a request costs on a worker, in milliseconds, as of one instant: the wait for work already sent there, the time
 * lost because the worker is not warm, and a price for holding one more replica of the class in the pool's caches.
 * Reused from request to request. Not thread-safe.
 *
 * <p>Where caches are too small for all, lost time counts more than once, because what is loaded pushes something else
 * out and keeps later requests waiting: the more so the more of them there are.
 * The price of a replica is what it cost to set up, spread over the requests it can serve while caches keep it; so
 * busy classes can pay for several replicas and rare ones for one, though a long queue justifies a replica of any. It is higher on workers that lose more time or do
 * more work than others: their caches and threads are under pressure.
 */
final class Pricing {
    /** A longer queue has other reasons than what one more loss adds to it, and shall not keep requests from idle workers. */
    private static final double MOST_CROWD = 10;

    /** Cold requests by which means are smoothed, so that a pool that just started has no extreme ones. */
    private static final double SMOOTHING = 10;

    private final PoolMeans pool;

    private double now;
    private double concurrency;
    private double othersMillis;
    private double lossWeight;
    private double rankMillis;
    private double pressureMillis;
    private double meanLostMillis;
    private double meanWorkMillis;
    private double smoothingMillis;

    Pricing(PoolMeans pool) {
        this.pool = pool;
    }

    /** Prepares to price a request of a placement; others may be sending to the same workers. */
    void begin(Placement placement, int workers, boolean othersAbout) {
        now = pool.now();
        concurrency = pool.concurrency.value();
        othersMillis = othersAbout && !Double.isNaN(pool.warmMillis()) ? pool.warmMillis() : 0;
        smoothingMillis = SMOOTHING * pool.coldMillis();
        double crowd = pool.crowd(workers);
        double more = pool.setting(ResumeParameter.LOSS_WEIGHT)
                - 1
                + pool.setting(ResumeParameter.CROWD_WEIGHT) * Math.min(crowd, MOST_CROWD);
        lossWeight = 1 + scarcity() * more;
        double requests = Math.max(1, placement.requests.at(now));
        double price = pool.setting(ResumeParameter.REPLICA_PRICE) * placement.traits.setupMillis();
        double most = pool.setting(ResumeParameter.PRICE_CAP) * placement.traits.coldMillis();
        rankMillis = Math.min(price / requests, most) * (1 + crowd);
        pressureMillis = pool.setting(ResumeParameter.PRESSURE) * rankMillis;
        meanLostMillis = pool.lostMillis.at(now) / Math.max(1, workers) + smoothingMillis;
        meanWorkMillis = pool.workMillis.at(now) / Math.max(1, workers) + smoothingMillis;
    }

    /** How scarce places in caches are, from 0 to 1, by the time lost on what was cached once. */
    private double scarcity() {
        double scarceAt = pool.setting(ResumeParameter.SCARCE_AT);
        double smoothing = SMOOTHING * smoothingMillis;
        double work = pool.workMillis.at(now) + smoothing;
        double contested = pool.contestedMillis.at(now) + smoothing * scarceAt;
        return Math.min(1, contested / work / scarceAt);
    }

    /** The cost on a replica, the rank-th by rendezvous order. */
    double of(Replica replica, int rank) {
        return lossWeight * replica.lostMillis() + rank * rankMillis + of(replica.backend);
    }

    /** The least cost on a worker that is no replica, of which there are so many, if it has nothing else to do. */
    double leastFresh(double coldMillis, int replicas) {
        return lossWeight * coldMillis + replicas * rankMillis;
    }

    /** What a worker costs whatever it knows: waiting, and pressure on its caches and its threads. */
    double of(Backend backend) {
        double pressure = (backend.lostMillis.at(now) + smoothingMillis) / meanLostMillis
                + (backend.workMillis.at(now) + smoothingMillis) / meanWorkMillis;
        double ahead = backend.expectedMillis();
        if (othersMillis > 0) {
            ahead += backend.worker.othersBacklog() * othersMillis;
        }
        return ahead / concurrency + pressure * pressureMillis;
    }
}
