package org.resumelb.policy.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Affinity.Verdict;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.resume.Resume;

/** Whether affinity helps is measured from what a first request of a class takes on a worker. */
class ResumePolicyAffinityTest {
    private static final int WORKERS = 32;
    private static final int WARM_MILLIS = 10;

    private long now;
    private final Pool pool = new Pool(Policies.named("resume"), PoolSettings.DEFAULTS, () -> now);

    @BeforeEach
    void workers() {
        for (int i = 0; i < WORKERS; i++) {
            pool.connected(pool.register(WorkerAddress.parse("http://worker" + i + ".example:80")), Resume.EMPTY);
        }
    }

    @Test
    void itHelpsWhereFirstRequestsTakeLonger() {
        playClasses(3 * WARM_MILLIS);
        assertEquals(Verdict.HELPS, pool.status().affinity().verdict());
        // Means of young classes still contain their first request.
        assertEquals(3, pool.status().affinity().coldOverWarm(), 1);
        assertEquals(0, pool.status().classesWithoutGain());
    }

    @Test
    void thatMostRequestsAreWarmDoesNotMakeLessOfIt() {
        for (int i = 0; i < 40; i++) {
            serve(pool, "class" + i, 3 * WARM_MILLIS);
        }
        for (int i = 0; i < 40 * 400; i++) {
            serve(pool, "class" + i % 40, WARM_MILLIS);
        }
        assertEquals(Verdict.HELPS, pool.status().affinity().verdict());
        assertEquals(3, pool.status().affinity().coldOverWarm(), 0.3);
    }

    @Test
    void itDoesNotHelpWhereTheyDoNot() {
        playClasses(WARM_MILLIS);
        assertEquals(Verdict.DOES_NOT_HELP, pool.status().affinity().verdict());
        assertEquals(1, pool.status().affinity().coldOverWarm(), 0.01);
    }

    private void playClasses(int coldMillis) {
        for (int i = 0; i < 40; i++) {
            serve(pool, "class" + i, coldMillis);
            for (int j = 0; j < 40; j++) {
                serve(pool, "class" + i, WARM_MILLIS);
            }
        }
    }

    @Test
    void aClassThatGainsNothingIsCountedUntilItIsForgotten() {
        for (int round = 0; round < 40; round++) {
            crowd("hot", 4 * WORKERS);
        }
        assertEquals(Verdict.DOES_NOT_HELP, pool.explain("hot").affinity().verdict());
        assertEquals(1, pool.status().classesWithoutGain());
        assertEquals(Verdict.UNKNOWN, pool.explain("other").affinity().verdict());
        pool.forget("hot");
        assertEquals(0, pool.status().classesWithoutGain());
    }

    @Test
    void failuresSayNothingOfCaches() {
        for (int i = 0; i < 40; i++) {
            now += 1_000_000;
            Objects.requireNonNull(pool.acquire("class" + i)).close(Outcome.FAILED);
        }
        assertEquals(0, pool.status().affinity().coldRequests());
    }

    /** So many requests at once, each as long as the other, whatever the worker knows. */
    private void crowd(String requestClass, int requests) {
        List<Lease> open = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            Lease lease = pool.acquire(requestClass);
            if (lease != null) {
                open.add(lease);
            }
        }
        while (!open.isEmpty()) {
            now += WARM_MILLIS * 1_000_000;
            List<Lease> done = new ArrayList<>();
            for (Lease lease : open) {
                if (done.stream().noneMatch(other -> other.worker() == lease.worker())) {
                    done.add(lease);
                }
            }
            done.forEach(lease -> lease.close(Outcome.SUCCEEDED));
            open.removeAll(done);
        }
    }

    private void serve(Pool served, String requestClass, int millis) {
        Lease lease = Objects.requireNonNull(served.acquire(requestClass));
        now += millis * 1_000_000L;
        lease.close(Outcome.SUCCEEDED);
    }
}
