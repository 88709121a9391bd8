package org.resumelb.jcstress;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolRequest;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.PoolStatus;
import org.resumelb.pool.Receiver;
import org.resumelb.pool.Waiter;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Resume;

/** A pool of one worker that takes one request at a time. */
final class OnePlace {
    final Pool pool = new Pool(Policies.named(Policies.DEFAULT), PoolSettings.DEFAULTS, () -> 0);
    final Worker worker = pool.register(WorkerAddress.parse("http://worker:8080"));

    OnePlace() {
        pool.connected(worker, Resume.EMPTY);
        pool.capacityPerWorker(1);
    }

    @Nullable
    Lease acquire() {
        return pool.acquire("class");
    }

    Waiter await(String requestClass, Fate fate) {
        return pool.await(PoolRequest.of(requestClass), fate);
    }

    int backlog() {
        return pool.status().backlog();
    }

    int waiting() {
        PoolStatus status = pool.status();
        return status.waiting();
    }

    /** What became of a request that waited. */
    static final class Fate implements Receiver {
        private volatile @Nullable Lease lease;
        private final AtomicInteger told = new AtomicInteger();

        @Override
        public void granted(Lease granted) {
            lease = granted;
            told.incrementAndGet();
        }

        @Override
        public void refused() {
            told.incrementAndGet();
        }

        @Nullable
        Lease lease() {
            return lease;
        }

        /** How often it was told something. */
        int told() {
            return told.get();
        }
    }
}
