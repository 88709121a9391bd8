package org.resumelb.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Candidates;
import org.resumelb.pool.Worker;

/** Workers, least recently used first; a new one counts as the least recently used. Not thread-safe. */
final class UsageOrder {
    private final TreeMap<Long, Worker> byPlace = new TreeMap<>();
    private final Map<Worker, Long> places = new HashMap<>();

    /** Those of {@link #byPlace} that have room. */
    private final TreeMap<Long, Worker> available = new TreeMap<>();

    void addFirst(Worker worker) {
        place(worker, byPlace.isEmpty() ? 0 : byPlace.firstKey() - 1);
    }

    void remove(Worker worker) {
        Long place = places.remove(worker);
        if (place != null) {
            byPlace.remove(place);
            available.remove(place);
        }
    }

    /** A worker ran out of room, or has room again. */
    void available(Worker worker, boolean isAvailable) {
        Long place = places.get(worker);
        if (place != null && isAvailable) {
            available.put(place, worker);
        } else if (place != null) {
            available.remove(place);
        }
    }

    void used(Worker worker) {
        Long place = places.get(worker);
        if (place != null) {
            byPlace.remove(place);
            available.remove(place);
            place(worker, byPlace.isEmpty() ? 0 : byPlace.lastKey() + 1);
        }
    }

    private void place(Worker worker, long place) {
        places.put(worker, place);
        byPlace.put(place, worker);
        if (!worker.isFull()) {
            available.put(place, worker);
        }
    }

    boolean isEmpty() {
        return byPlace.isEmpty();
    }

    /** The least recently used worker, even if it may not get a request. */
    Worker first() {
        return byPlace.firstEntry().getValue();
    }

    /** The least recently used worker that may get a request. */
    @Nullable
    Worker first(Candidates candidates) {
        for (Worker worker : available.values()) {
            if (candidates.admits(worker)) {
                return worker;
            }
        }
        return null;
    }

    /** A worker's place in the order; a smaller number was used longer ago. */
    long place(Worker worker) {
        Long place = places.get(worker);
        if (place == null) {
            throw new IllegalStateException(worker + " does not serve");
        }
        return place;
    }
}
