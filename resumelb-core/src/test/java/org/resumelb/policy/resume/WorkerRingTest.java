package org.resumelb.policy.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.ResumeSettings;

/** The order of workers for a class. */
class WorkerRingTest {
    private static final int CLASSES = 2_000;

    private final Pool pool = new Pool(Policies.named("resume"), PoolSettings.DEFAULTS, () -> 0);
    private final PoolMeans means = new PoolMeans(() -> ResumeSettings.DEFAULTS);
    private final WorkerRing ring = new WorkerRing();

    @Test
    void anEmptyRingHasNobody() {
        assertNull(ring.first(1));
        assertEquals(0, ring.firstOutside(replicas(1), 8).length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 31})
    void theOrderIsThatOfTheDistances(int workers) {
        List<WorkerQueue> queues = add(workers);
        for (int i = 0; i < CLASSES; i++) {
            List<WorkerQueue> order = order(hash(i), queues);
            assertSame(order.get(0), ring.first(hash(i)));
            assertEquals(order.subList(0, Math.min(8, workers)), List.of(ring.firstOutside(replicas(i), 8)));
        }
    }

    @Test
    void whoeverServesAClassIsNotAmongTheOthers() {
        List<WorkerQueue> queues = add(12);
        for (int i = 0; i < CLASSES; i++) {
            ReplicaSet replicas = replicas(i);
            List<WorkerQueue> order = order(hash(i), queues);
            for (int rank : new int[] {3, 0, 7}) {
                replicas.add(order.get(rank));
            }
            order.removeIf(queue -> replicas.replicaOn(queue) != null);
            assertEquals(order.subList(0, 5), List.of(ring.firstOutside(replicas, 5)));
            assertEquals(order, List.of(ring.firstOutside(replicas, 100)));
        }
    }

    @Test
    void whenAWorkerLeavesOnlyItsClassesMoveAndWhenItReturnsTheyDoAgain() {
        List<WorkerQueue> queues = add(10);
        Map<Integer, WorkerQueue> before = firsts();
        WorkerQueue gone = queues.get(4);
        ring.remove(gone);
        firsts().forEach((i, first) -> {
            if (before.get(i) != gone) {
                assertSame(before.get(i), first);
            }
        });
        ring.add(gone);
        assertEquals(before, firsts());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 16, 200})
    void workersAreFirstEquallyOften(int workers) {
        add(workers);
        Map<WorkerQueue, Integer> counts = new HashMap<>();
        int classes = 2_000 * workers;
        for (int i = 0; i < classes; i++) {
            counts.merge(Objects.requireNonNull(ring.first(hash(i))), 1, Integer::sum);
        }
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        assertEquals(workers, counts.size());
        assertTrue(most < 1.2 * 2_000, () -> "the busiest has " + most / 2000.0 + " times the mean: " + counts);
    }

    @Test
    void aClassThatNearlyAllServeFindsTheOthersWithinBounds() {
        List<WorkerQueue> queues = add(1_000);
        ReplicaSet replicas = replicas(7);
        queues.subList(0, 990).forEach(replicas::add);
        for (WorkerQueue queue : ring.firstOutside(replicas, 8)) {
            assertNull(replicas.replicaOn(queue));
        }
        assertEquals(990, replicas.size());
        assertSame(queues.get(500), Objects.requireNonNull(replicas.replicaOn(queues.get(500))).queue);
    }

    @Test
    void workersWhoseNamesHaveEqualHashCodesHaveTheirOwnPlaces() {
        assertEquals("http://pod-Aa:80".hashCode(), "http://pod-BB:80".hashCode());
        WorkerQueue one = add("http://pod-Aa:80", 1);
        WorkerQueue other = add("http://pod-BB:80", 2);
        Map<Integer, WorkerQueue> before = firsts();
        assertTrue(before.containsValue(one) && before.containsValue(other));
        ring.remove(one);
        ring.add(one);
        assertEquals(before, firsts(), "whoever joins first");
    }

    private WorkerQueue add(String url, int membership) {
        WorkerQueue queue = new WorkerQueue(pool.register(WorkerAddress.parse(url)), new Experience());
        queue.join(membership, 0);
        ring.add(queue);
        return queue;
    }

    private Map<Integer, WorkerQueue> firsts() {
        Map<Integer, WorkerQueue> firsts = new HashMap<>();
        for (int i = 0; i < CLASSES; i++) {
            firsts.put(i, Objects.requireNonNull(ring.first(hash(i))));
        }
        return firsts;
    }

    private List<WorkerQueue> add(int workers) {
        List<WorkerQueue> queues = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            queues.add(add("http://10.0.0." + i + ":8080", i + 1));
        }
        return queues;
    }

    /** All of them, looked at one by one. */
    private static List<WorkerQueue> order(long hash, List<WorkerQueue> queues) {
        List<WorkerQueue> order = new ArrayList<>(queues);
        order.sort(
                (one, other) -> Long.compareUnsigned(WorkerRing.distance(hash, one), WorkerRing.distance(hash, other)));
        return order;
    }

    private static long hash(int number) {
        return Hashing.of("site" + number + ".example");
    }

    private ReplicaSet replicas(int number) {
        ClassState state = new ClassState("site" + number + ".example", means);
        return new ReplicaSet(hash(number), state);
    }
}
