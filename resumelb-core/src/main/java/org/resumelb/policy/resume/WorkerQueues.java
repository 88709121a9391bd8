package org.resumelb.policy.resume;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Candidates;
import org.resumelb.pool.Worker;

/**
 * The workers that serve. A worker that leaves with requests in flight is remembered until they have ended. Not
 * thread-safe.
 */
final class WorkerQueues {
    private final Map<Worker, WorkerQueue> byWorker = new HashMap<>();
    private final Map<Worker, WorkerQueue> departed = new HashMap<>();
    private final List<WorkerQueue> all = new ArrayList<>();
    private int membership;
    private int turn;

    void join(Worker worker) {
        boolean amongExperienced = all.stream().anyMatch(WorkerQueue::isExperienced);
        WorkerQueue known = departed.remove(worker);
        WorkerQueue queue = known == null ? new WorkerQueue(worker) : known;
        membership++;
        queue.join(membership, amongExperienced);
        byWorker.put(worker, queue);
        all.add(queue);
    }

    /** Returns what was known about a worker that no longer serves; {@code null} if it did not serve. */
    @Nullable
    WorkerQueue leave(Worker worker) {
        WorkerQueue queue = byWorker.remove(worker);
        if (queue != null) {
            all.remove(queue);
            membership++;
            if (!queue.isIdle()) {
                departed.put(worker, queue);
            }
        }
        return queue;
    }

    /** A request ended at a worker, which may have left. */
    void ended(WorkerQueue queue) {
        if (!departed.isEmpty() && queue.isIdle()) {
            departed.remove(queue.worker, queue);
        }
    }

    @Nullable
    WorkerQueue of(Worker worker) {
        return byWorker.get(worker);
    }

    WorkerQueue serving(Worker worker) {
        WorkerQueue queue = byWorker.get(worker);
        if (queue == null) {
            throw new IllegalStateException(worker + " does not serve");
        }
        return queue;
    }

    /** In the order in which they joined. A view. */
    List<WorkerQueue> all() {
        return all;
    }

    int size() {
        return all.size();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** A number that changes whenever the set of serving workers does. */
    int membership() {
        return membership;
    }

    /** One more request was sent, so other workers are {@link #someOf tried} first. */
    void turn() {
        turn++;
    }

    /** The first of a few workers, different ones each time, that may get a request. */
    @Nullable
    WorkerQueue someOf(int tried, Candidates candidates) {
        for (int i = 0; i < Math.min(tried, all.size()); i++) {
            WorkerQueue queue = all.get(Math.floorMod(turn + i, all.size()));
            if (candidates.admits(queue.worker)) {
                return queue;
            }
        }
        return null;
    }
}
