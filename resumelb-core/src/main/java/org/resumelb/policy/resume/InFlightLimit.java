package org.resumelb.policy.resume;

import java.util.concurrent.TimeUnit;
import org.resumelb.pool.PoolView;

/**
 * How much a worker may have in hand before further requests wait in the load balancer, where they can still be put in
 * order: a few requests more than it serves at a time, or, as long as it is quick, as many as it is expected to have
 * done in a few milliseconds. To hold back requests that take less than that costs more than the order is worth. Of several load balancers each has its
 * part. Not thread-safe.
 */
final class InFlightLimit {
    /**
     * A queue this short is left as it is. It is what CoDel takes for a good one (Nichols, Jacobson, McGregor, Iyengar,
     * "Controlled delay active queue management", RFC 8289, 2018, section 4.2).
     */
    private static final double GOOD_QUEUE_MILLIS = 5;

    /** Something open for so long says that the worker is not as quick as expected just now. */
    private static final long NOT_QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final PoolView pool;
    private final PoolMeans means;

    InFlightLimit(PoolView pool, PoolMeans means) {
        this.pool = pool;
        this.means = means;
    }

    /** Whether a worker may have one more request of a class. */
    boolean hasRoom(WorkerQueue queue, ReplicaSet replicas) {
        Concurrency concurrency = means.concurrency;
        int balancers = pool.balancers();
        int requests = (concurrency.limit() + balancers - 1) / balancers;
        return queue.occupied(replicas.replicaOn(queue)) < requests
                || (queue.expectedMillis() * balancers < GOOD_QUEUE_MILLIS * concurrency.value()
                        && !queue.hasOpenSince(pool.nanoTime() - NOT_QUICK_NANOS));
    }
}
