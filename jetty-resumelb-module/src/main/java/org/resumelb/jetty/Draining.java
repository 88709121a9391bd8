package org.resumelb.jetty;

import org.resumelb.jetty.resume.Membership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes work from members and gives it back, and says so in the log. As thread-safe as {@link Membership}. */
final class Draining {
    private static final Logger LOG = LoggerFactory.getLogger(LoadBalancer.class);

    private final Membership membership;

    Draining(Membership membership) {
        this.membership = membership;
    }

    /** Takes all new work at once. */
    void drain(String worker) {
        require(membership.drain(worker, 0), worker);
        LOG.info("Worker {} is drained", worker);
    }

    /** Takes work class by class. */
    void drain(String worker, int seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException("seconds: " + seconds + " (expected: a whole number >= 0)");
        }
        require(membership.drain(worker, seconds), worker);
        LOG.info("Worker {} is drained within {} s", worker, seconds);
    }

    void undrain(String worker) {
        require(membership.undrain(worker), worker);
        LOG.info("Worker {} is no longer drained", worker);
    }

    private static void require(boolean found, String worker) {
        if (!found) {
            throw new IllegalArgumentException("worker: " + worker + " (expected: host:port of a member)");
        }
    }
}
