package org.resumelb.jetty;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.resumelb.pool.Pool;

/** Ticks the pool several times a second while the load balancer runs. */
final class PoolClock extends AbstractLifeCycle {
    private static final long INTERVAL_MILLIS = 100;

    private final Pool pool;
    private final Scheduler scheduler;

    PoolClock(Pool pool, Scheduler scheduler) {
        this.pool = pool;
        this.scheduler = scheduler;
    }

    @Override
    protected void doStart() {
        next();
    }

    private void next() {
        var unused = scheduler.schedule(this::tick, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        if (isRunning()) {
            pool.tick();
            next();
        }
    }
}
