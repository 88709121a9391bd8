package org.resumelb.policy;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Highest random weight: each load balancer ranks the workers for a class alike without talking to the others. */
final class Rendezvous {
    private Rendezvous() {}

    static long weight(long hash, Backend backend) {
        return Hashing.mix(hash ^ backend.hash);
    }

    /** The worker with the highest weight; {@code null} if there is none. */
    static @Nullable Backend first(long hash, List<Backend> backends) {
        Backend first = null;
        for (Backend backend : backends) {
            if (first == null || weight(hash, backend) > weight(hash, first)) {
                first = backend;
            }
        }
        return first;
    }

    /** The workers with the highest weights for a placement that are no replicas of it, highest first. */
    static Backend[] firstFresh(Placement placement, List<Backend> backends, int most) {
        Backend[] first = new Backend[Math.min(most, backends.size())];
        int found = 0;
        for (Backend backend : backends) {
            if (placement.replicaOn(backend) == null) {
                found = insert(first, found, backend, placement.hash);
            }
        }
        return found == first.length ? first : Arrays.copyOf(first, found);
    }

    private static int insert(Backend[] first, int found, Backend backend, long hash) {
        long weight = weight(hash, backend);
        int place = found;
        while (place > 0 && weight(hash, first[place - 1]) < weight) {
            if (place < first.length) {
                first[place] = first[place - 1];
            }
            place--;
        }
        if (place < first.length) {
            first[place] = backend;
        }
        return Math.min(found + 1, first.length);
    }
}
