package org.resumelb.jetty.resume;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Pool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names of workers that an operator has drained, until they are undrained. A worker that leaves and returns, or is
 * restarted, is still drained, even if the load balancer was restarted in between. Bounded: the oldest are forgotten
 * first. Thread-safe.
 */
final class DrainedNames {
    private static final Logger LOG = LoggerFactory.getLogger(DrainedNames.class);
    private static final int MOST = 10_000;

    private final Pool pool;

    /** Guarded by this. */
    private final Set<String> names = new LinkedHashSet<>();

    private final @Nullable DrainedFile file;

    /** Starts with the names in a file, if there is one. */
    DrainedNames(Pool pool, @Nullable DrainedFile file) {
        this.pool = pool;
        this.file = file;
        if (file != null) {
            names.addAll(file.read());
        }
    }

    private void keep() {
        if (file != null) {
            file.write(names);
        }
    }

    /** Drains a worker within this many seconds; returns whether there is such a member. */
    synchronized boolean drain(String worker, int seconds) {
        boolean member = pool.drain(worker, seconds);
        if (member && names.add(worker)) {
            if (names.size() > MOST) {
                names.remove(names.iterator().next());
            }
            keep();
        }
        return member;
    }

    /** Undrains a worker; returns whether there is such a member, or was one when it was drained. */
    synchronized boolean undrain(String worker) {
        boolean member = pool.drain(worker, false);
        boolean drained = names.remove(worker);
        if (drained) {
            keep();
        }
        return drained || member;
    }

    /** A worker has become a member; it is not in service yet. */
    synchronized void entered(String worker) {
        if (names.contains(worker)) {
            pool.drain(worker, true);
            LOG.info("Worker {} has returned and is still drained", worker);
        }
    }
}
