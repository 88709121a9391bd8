package org.resumelb.policy.resume;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Candidates;
import org.resumelb.pool.Worker;

/**
 * The workers that serve. A worker that leaves with requests in flight is remembered until they have ended. Not
 * thread-safe.
 */
final class WorkerQueues {
    /**
     * A request has been open for a long time after this multiple of the mean time of requests, but never less than the
     * time below.
     */
    private static final double OVERDUE_TIMES = 8;

    private static final double MIN_OVERDUE_MILLIS = 250;

    /** However long others take: what waits for news must not keep quick requests from a worker that has nothing to do. */
    static final double MAX_OVERDUE_MILLIS = 2_000;

    private static final int SEARCHED_AT_ONCE = 1_000;

    private final Map<Worker, WorkerQueue> byWorker = new HashMap<>();
    private final Map<Worker, WorkerQueue> departed = new HashMap<>();
    private final List<WorkerQueue> all = new ArrayList<>();
    private final WorkerRing ring = new WorkerRing();
    private final Experience experience = new Experience();
    private int membership;
    private int turn;

    /** The worker at which the next search for overdue requests begins. */
    private int nextSearched;

    void join(Worker worker) {
        WorkerQueue known = departed.remove(worker);
        WorkerQueue queue = known == null ? new WorkerQueue(worker, experience) : known;
        membership++;
        queue.join(membership, all.size());
        byWorker.put(worker, queue);
        all.add(queue);
        ring.add(queue);
    }

    /** Returns what was known about a worker that no longer serves; {@code null} if it did not serve. */
    @Nullable
    WorkerQueue leave(Worker worker) {
        WorkerQueue queue = byWorker.remove(worker);
        if (queue != null) {
            WorkerQueue last = all.remove(all.size() - 1);
            if (last != queue) {
                all.set(queue.index(), last);
                last.index(queue.index());
            }
            ring.remove(queue);
            membership++;
            queue.leave();
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

    /** Their order for each class. */
    WorkerRing ring() {
        return ring;
    }

    /** In no order that means anything. A view. */
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

    /**
     * Finds the requests that have been open for a long time, compared with what one takes in the mean, and hands out
     * those for which others do not wait. Looks at so many workers at once as take no noticeable time.
     */
    void findOverdue(long nowNanos, double meanMillis, Consumer<Assignment> harmless) {
        double longMillis = Math.min(MAX_OVERDUE_MILLIS, Math.max(MIN_OVERDUE_MILLIS, OVERDUE_TIMES * meanMillis));
        long since = nowNanos - TimeUnit.MICROSECONDS.toNanos((long) (1000 * longMillis));
        for (int i = Math.min(SEARCHED_AT_ONCE, all.size()); i > 0; i--) {
            nextSearched = nextSearched < all.size() ? nextSearched : 0;
            all.get(nextSearched).findOverdue(since, harmless);
            nextSearched++;
        }
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
