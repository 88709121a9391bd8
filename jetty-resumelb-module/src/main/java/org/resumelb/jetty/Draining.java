package org.resumelb.jetty;

import org.resumelb.jetty.admin.LastWorkerException;
import org.resumelb.jetty.resume.Membership;
import org.resumelb.pool.Pool;
import org.resumelb.pool.WorkerState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drains and undrains members, and logs it. Thread-safe. */
final class Draining {
    private static final Logger LOG = LoggerFactory.getLogger(LoadBalancer.class);

    private final Pool pool;
    private final Membership membership;

    Draining(Pool pool, Membership membership) {
        this.pool = pool;
        this.membership = membership;
    }

    /**
     * Drains a worker class by class over a period of time, or immediately if that is 0.
     *
     * @param unlessLast whether to refuse if no other worker serves; two callers cannot drain the last two
     */
    synchronized void drain(String worker, int seconds, boolean unlessLast) {
        if (seconds < 0) {
            throw new IllegalArgumentException("seconds: " + seconds + " (expected: a whole number >= 0)");
        }
        if (unlessLast && isLast(worker)) {
            throw new LastWorkerException(worker);
        }
        require(membership.drain(worker, seconds), worker);
        if (seconds == 0) {
            LOG.info("Worker {} is drained", worker);
        } else {
            LOG.info("Worker {} is drained within {} s", worker, seconds);
        }
    }

    void undrain(String worker) {
        require(membership.undrain(worker), worker);
        LOG.info("Worker {} is no longer drained", worker);
    }

    private boolean isLast(String worker) {
        var serving = pool.status().workers().stream()
                .filter(each -> each.state() == WorkerState.ACTIVE)
                .toList();
        return serving.size() == 1 && serving.get(0).name().equals(worker);
    }

    private static void require(boolean found, String worker) {
        if (!found) {
            throw new IllegalArgumentException("worker: " + worker + " (expected: host:port of a member)");
        }
    }
}
