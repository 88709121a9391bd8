package org.resumelb.policy.resume;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The order of the workers for each class, which every load balancer finds alike, without any communication. A worker that
 * joins or leaves changes nothing in the order of the others. Not thread-safe.
 *
 * <p>This is multi-probe consistent hashing (Appleton and O'Reilly, "Multi-probe consistent hashing", arXiv:1505.00062,
 * 2015): a worker has a few points on a ring of 64-bit numbers, a class probes the ring at several, and the nearer the
 * first point of a worker is behind a probe, the earlier it comes. So the first workers are found by binary search,
 * while highest random weight, whose order is as good, has to look at all of them.
 */
final class WorkerRing {
    private static final int PROBES = 21;

    private static final int POINTS = 2;

    /** How many points behind a probe are looked at, so that a class that nearly all workers serve costs no more. */
    private static final int WALKED = 64;

    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    /** Ascending, so many as {@link #size} says; the ring closes from the greatest to the least. */
    private long[] points = {};

    /** Whose point each is. */
    private @Nullable WorkerQueue[] owners = {};

    private int size;

    void add(WorkerQueue queue) {
        for (int i = 0; i < POINTS; i++) {
            long point = point(queue, i);
            int at = firstFrom(point);
            grow();
            move(at, at + 1);
            points[at] = point;
            owners[at] = queue;
            size++;
        }
    }

    private void grow() {
        if (size == points.length) {
            int more = size + size / 2 + POINTS;
            points = Arrays.copyOf(points, more);
            owners = Arrays.copyOf(owners, more);
        }
    }

    void remove(WorkerQueue queue) {
        for (int i = 0; i < POINTS; i++) {
            int at = firstFrom(point(queue, i));
            while (owners[at] != queue) {
                // Equal points are next to each other.
                at++;
            }
            move(at + 1, at);
            size--;
            owners[size] = null;
        }
    }

    private void move(int from, int to) {
        System.arraycopy(points, from, points, to, size - from);
        System.arraycopy(owners, from, owners, to, size - from);
    }

    /** Where a worker stands in the order for a hash: the smaller, as an unsigned number, the earlier. */
    static long distance(long hash, WorkerQueue queue) {
        long least = -1;
        for (int i = 0; i < POINTS; i++) {
            long point = point(queue, i);
            for (int probe = 0; probe < PROBES; probe++) {
                long distance = point - probe(hash, probe);
                least = isLess(distance, least) ? distance : least;
            }
        }
        return least;
    }

    /** The first worker in the order for a hash; {@code null} if there is none. */
    @Nullable
    WorkerQueue first(long hash) {
        WorkerQueue first = null;
        long least = -1;
        for (int i = 0; i < PROBES && size > 0; i++) {
            long probe = probe(hash, i);
            int at = firstFrom(probe) % size;
            if (first == null || isLess(points[at] - probe, least)) {
                first = owners[at];
                least = points[at] - probe;
            }
        }
        return first;
    }

    /** The first workers in the order for a replica set that are not yet in it; fewer only if nearly all are. */
    WorkerQueue[] firstOutside(ReplicaSet replicas, int most) {
        Nearest nearest = new Nearest(Math.min(most, size / POINTS));
        for (int i = 0; i < PROBES; i++) {
            long probe = probe(replicas.hash, i);
            int at = firstFrom(probe);
            for (int walked = 0; walked < Math.min(WALKED, size); walked++) {
                at = at >= size ? 0 : at;
                long distance = points[at] - probe;
                if (!nearest.takes(distance)) {
                    break;
                }
                if (replicas.replicaOn(owners[at]) == null) {
                    nearest.put(owners[at], distance);
                }
                at++;
            }
        }
        return nearest.workers();
    }

    /** The index of the first point that is not less; one too many if all are less. */
    private int firstFrom(long point) {
        int found = Arrays.binarySearch(points, 0, size, point);
        while (found > 0 && points[found - 1] == point) {
            found--;
        }
        return found < 0 ? -found - 1 : found;
    }

    private static long point(WorkerQueue queue, int number) {
        return Hashing.mix(queue.hash + number * GOLDEN_RATIO);
    }

    private static long probe(long hash, int number) {
        return Hashing.mix(hash ^ number * GOLDEN_RATIO);
    }

    private static boolean isLess(long distance, long other) {
        return Long.compareUnsigned(distance, other) < 0;
    }

    /** The workers with the least distances so far, in order, each once. */
    private static final class Nearest {
        private final WorkerQueue[] queues;
        private final long[] distances;
        private int size;

        Nearest(int most) {
            queues = new WorkerQueue[most];
            distances = new long[most];
        }

        boolean takes(long distance) {
            return size < queues.length || (size > 0 && isLess(distance, distances[size - 1]));
        }

        void put(WorkerQueue queue, long distance) {
            int place = size;
            for (int i = 0; i < size; i++) {
                if (queues[i] == queue) {
                    place = i;
                }
            }
            if (place < size && !isLess(distance, distances[place])) {
                return;
            }
            if (place == size) {
                size = Math.min(size + 1, queues.length);
                place = size - 1;
            }
            while (place > 0 && isLess(distance, distances[place - 1])) {
                queues[place] = queues[place - 1];
                distances[place] = distances[place - 1];
                place--;
            }
            queues[place] = queue;
            distances[place] = distance;
        }

        WorkerQueue[] workers() {
            return size == queues.length ? queues : Arrays.copyOf(queues, size);
        }
    }
}
