package org.resumelb.policy.resume;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Highest random weight: every load balancer ranks the workers for a class in the same order, without any
 * communication.
 */
final class Rendezvous {
    private Rendezvous() {}

    static long weight(long hash, WorkerQueue queue) {
        return Hashing.mix(hash ^ queue.hash);
    }

    /** The worker with the highest weight; {@code null} if there is none. */
    static @Nullable WorkerQueue first(long hash, List<WorkerQueue> queues) {
        WorkerQueue first = null;
        for (WorkerQueue queue : queues) {
            if (first == null || weight(hash, queue) > weight(hash, first)) {
                first = queue;
            }
        }
        return first;
    }

    /** The workers with the highest weights for a replica set that are not yet in it, highest first. */
    static WorkerQueue[] firstFresh(ReplicaSet replicas, List<WorkerQueue> queues, int most) {
        WorkerQueue[] first = new WorkerQueue[Math.min(most, queues.size())];
        int found = 0;
        for (WorkerQueue queue : queues) {
            if (replicas.replicaOn(queue) == null) {
                found = insert(first, found, queue, replicas.hash);
            }
        }
        return found == first.length ? first : Arrays.copyOf(first, found);
    }

    private static int insert(WorkerQueue[] first, int found, WorkerQueue queue, long hash) {
        long weight = weight(hash, queue);
        int place = found;
        while (place > 0 && weight(hash, first[place - 1]) < weight) {
            if (place < first.length) {
                first[place] = first[place - 1];
            }
            place--;
        }
        if (place < first.length) {
            first[place] = queue;
        }
        return Math.min(found + 1, first.length);
    }
}
