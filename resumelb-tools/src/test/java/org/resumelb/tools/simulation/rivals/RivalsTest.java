package org.resumelb.tools.simulation.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.resume.Resume;

class RivalsTest {
    @Test
    void ofTwoWorkersTwoChoicesAlwaysTakeTheIdleOne() {
        Pool pool = poolOf(2);
        for (int i = 0; i < 200; i++) {
            Lease first = acquire(pool);
            Lease second = acquire(pool);
            assertNotEquals(first.worker(), second.worker(), "request " + i);
            first.close(Outcome.SUCCEEDED);
            second.close(Outcome.SUCCEEDED);
        }
    }

    @Test
    void aSingleWorkerGetsAll() {
        Pool pool = poolOf(1);
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            leases.add(acquire(pool));
        }
        assertEquals(10, leases.get(0).worker().backlog());
    }

    private static Lease acquire(Pool pool) {
        Lease lease = pool.acquire("class");
        assertNotNull(lease);
        return lease;
    }

    /** The clock stands still, so that latencies are alike and only requests in hand count. */
    private static Pool poolOf(int workers) {
        Pool pool = new Pool(Rivals.peakEwma(1), PoolSettings.DEFAULTS, () -> 0);
        for (int i = 0; i < workers; i++) {
            var worker = pool.register(new WorkerAddress("http", "worker" + i, 8080, "", null));
            pool.connected(worker, Resume.EMPTY);
        }
        return pool;
    }
}
