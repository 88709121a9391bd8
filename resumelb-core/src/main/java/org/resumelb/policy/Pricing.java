package org.resumelb.policy;

/**
 * What a request costs on a worker, in milliseconds, as of one instant: the wait for work already sent there, the time
 * lost because the worker is not warm, and a price for holding one more replica of the class in the pool's caches.
 * Reused from request to request. Not thread-safe.
 *
 * <p>Lost time counts more than once, because it keeps later requests waiting: the more so the more of them there are.
 * The price of a replica is what it cost to set up, spread over the requests it can serve while caches keep it; so
 * busy classes can pay for several replicas and rare ones for one. It is higher on workers that lose more time than others: their
 * caches are under pressure.
 */
final class Pricing {
    private static final double REPLICA_PRICE = 10;
    private static final double LOSS = 2;
    private static final double LOSS_PER_CROWD = 0.5;
    private static final double MOST_CROWD = 10;
    private static final double PRESSURE_SMOOTHING = 10;

    private final PoolMeans pool;

    private double turns;
    private double concurrency;
    private double lossWeight;
    private double rankMillis;
    private double meanLostMillis;
    private double smoothingMillis;

    Pricing(PoolMeans pool) {
        this.pool = pool;
    }

    /** Prepares to price a request of a placement. */
    void begin(Placement placement, int workers) {
        turns = pool.turns();
        concurrency = pool.concurrency.value();
        double crowd = pool.crowd(workers);
        lossWeight = LOSS + LOSS_PER_CROWD * Math.min(crowd, MOST_CROWD);
        double requests = Math.max(1, placement.requests.at(turns));
        rankMillis = REPLICA_PRICE * placement.traits.setupMillis() / requests * (1 + crowd);
        smoothingMillis = PRESSURE_SMOOTHING * pool.coldMillis();
        meanLostMillis = pool.lostMillis.at(turns) / Math.max(1, workers);
    }

    /** The cost on a replica, the rank-th by rendezvous order. */
    double of(Replica replica, int rank) {
        return lossWeight * replica.lostMillis() + rank * rankMillis + of(replica.backend);
    }

    /** The least cost on a worker that is no replica, of which there are so many, if it has nothing else to do. */
    double leastFresh(double coldMillis, int replicas) {
        return lossWeight * coldMillis + replicas * rankMillis;
    }

    /** What a worker costs whatever it knows: waiting, and pressure on its caches. */
    double of(Backend backend) {
        double lost = backend.lostMillis.at(turns) + smoothingMillis;
        double pressure = lost / (meanLostMillis + smoothingMillis);
        return backend.expectedMillis() / concurrency + pressure * rankMillis;
    }
}
