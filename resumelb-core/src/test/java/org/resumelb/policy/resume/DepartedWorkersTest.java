package org.resumelb.policy.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Resume;

/** What was known about workers that left is forgotten when a class is next used, or little by little. */
class DepartedWorkersTest {
    private static final int CLASSES = 2_500;

    private final List<ResumePolicy> made = new ArrayList<>();
    private long now;
    private final Pool pool = new Pool(
            view -> {
                made.add(new ResumePolicy(view));
                return made.get(0);
            },
            PoolSettings.DEFAULTS,
            () -> now);

    @Test
    void theNextRequestGoesToAnother() {
        List<Worker> workers = join(3);
        Worker home = serve("a");
        assertEquals(home, serve("a"));
        pool.disconnected(home);
        Worker other = serve("a");
        assertNotEquals(home, other);
        assertEquals(List.of(other), servers("a"));
        assertEquals(3, workers.size());
    }

    @Test
    void whoeverReturnsHasForgotten() {
        join(2);
        Worker home = serve("a");
        pool.disconnected(home);
        pool.connected(home, Resume.EMPTY);
        assertEquals(List.of(), servers("a"));
    }

    @Test
    void whoeverReturnsWithRequestsStillInFlightHasForgotten() {
        join(1);
        Lease open = Objects.requireNonNull(pool.acquire("a"));
        pool.disconnected(open.worker());
        pool.connected(open.worker(), Resume.EMPTY);
        assertEquals(List.of(), servers("a"));
        open.close(Outcome.SUCCEEDED);
        assertEquals(0, open.worker().backlog());
        assertEquals(List.of(), servers("a"));
    }

    @Test
    void classesThatNobodyAsksForForgetThemLittleByLittle() {
        List<Worker> workers = join(4);
        for (int i = 0; i < CLASSES; i++) {
            serve("site" + i);
        }
        Worker gone = workers.get(2);
        assertTrue(remember(gone) > CLASSES / 10, "some do: " + remember(gone));
        pool.disconnected(gone);
        pool.tick();
        int some = remember(gone);
        assertTrue(some > 0, "not all at once");
        // Meanwhile some are used, and one is forgotten, perhaps the very one that is next.
        for (int i = 0; i < CLASSES; i += 100) {
            serve("site" + i);
        }
        pool.forget("site1000");
        pool.tick();
        pool.tick();
        assertEquals(0, remember(gone));
    }

    @Test
    void howeverOftenWorkersComeAndGoNoClassIsPassedOver() {
        List<Worker> workers = join(4);
        for (int i = 0; i < CLASSES; i++) {
            serve("site" + i);
        }
        Worker gone = workers.get(2);
        pool.disconnected(gone);
        for (int i = 0; i < 12; i++) {
            pool.tick();
            Worker other = pool.register(WorkerAddress.parse("http://other" + i + ":80"));
            pool.connected(other, Resume.EMPTY);
            pool.disconnected(other);
        }
        assertEquals(0, remember(gone));
    }

    @Test
    void whatWasLearntAfterwardsStays() {
        List<Worker> workers = join(2);
        pool.disconnected(workers.get(0));
        assertEquals(workers.get(1), serve("a"));
        pool.connected(workers.get(0), Resume.EMPTY);
        pool.learn(workers.get(1), Map.of());
        pool.tick();
        assertEquals(List.of(workers.get(1)), servers("a"));
    }

    /** How many classes remember a replica on a worker, looked at without being used. */
    private int remember(Worker worker) {
        int count = 0;
        for (int i = 0; i < CLASSES; i++) {
            ReplicaSet replicas = made.get(0).classes.look("site" + i).whole();
            for (int rank = 0; rank < replicas.size(); rank++) {
                count += replicas.replica(rank).queue.worker == worker ? 1 : 0;
            }
        }
        return count;
    }

    private List<Worker> servers(String name) {
        ResumePolicy policy = made.get(0);
        ReplicaSet replicas = policy.classes.look(name).whole();
        replicas.forgetGone(policy.queues.membership());
        List<Worker> servers = new ArrayList<>();
        for (int rank = 0; rank < replicas.size(); rank++) {
            servers.add(replicas.replica(rank).queue.worker);
        }
        return servers;
    }

    private Worker serve(String name) {
        Lease lease = Objects.requireNonNull(pool.acquire(name));
        now += 5_000_000;
        lease.close(Outcome.SUCCEEDED);
        return lease.worker();
    }

    private List<Worker> join(int count) {
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Worker worker = pool.register(WorkerAddress.parse("http://w" + i + ":80"));
            pool.connected(worker, Resume.EMPTY);
            workers.add(worker);
        }
        return workers;
    }
}
