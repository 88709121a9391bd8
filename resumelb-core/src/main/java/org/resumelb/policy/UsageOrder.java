package org.resumelb.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Worker;

/** Workers, least recently used first; a new one counts as the least recently used. Not thread-safe. */
final class UsageOrder {
    private final TreeMap<Long, Worker> byPlace = new TreeMap<>();
    private final Map<Worker, Long> places = new HashMap<>();

    void addFirst(Worker worker) {
        place(worker, byPlace.isEmpty() ? 0 : byPlace.firstKey() - 1);
    }

    void remove(Worker worker) {
        Long place = places.remove(worker);
        if (place != null) {
            byPlace.remove(place);
        }
    }

    void used(Worker worker) {
        Long place = places.get(worker);
        if (place != null) {
            byPlace.remove(place);
            place(worker, byPlace.isEmpty() ? 0 : byPlace.lastKey() + 1);
        }
    }

    private void place(Worker worker, long place) {
        places.put(worker, place);
        byPlace.put(place, worker);
    }

    boolean isEmpty() {
        return byPlace.isEmpty();
    }

    /** The least recently used worker, whoever is excluded. */
    Worker first() {
        return byPlace.firstEntry().getValue();
    }

    @Nullable
    Worker firstExcept(Set<Worker> excluded) {
        for (Worker worker : byPlace.values()) {
            if (!excluded.contains(worker)) {
                return worker;
            }
        }
        return null;
    }

    /** Where a worker stands; smaller was used longer ago. */
    long place(Worker worker) {
        Long place = places.get(worker);
        if (place == null) {
            throw new IllegalStateException(worker + " does not serve");
        }
        return place;
    }
}
