package org.resumelb.tools.simulation.rivals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.resumelb.pool.PoolView;
import org.resumelb.pool.Worker;

/**
 * LARD/R: a class has a set of workers; its least loaded one serves, and the set grows when that one is busy while
 * others are not, and shrinks when it has not grown for twenty seconds.
 */
final class LardPolicy extends Rival {
    private static final double SHRINK_NANOS = 20e9;

    private final PoolView pool;
    private final int low;
    private final int high;
    private final Map<String, Servers> sets = new HashMap<>();

    LardPolicy(PoolView pool, int low, int high) {
        super("LARD/R");
        this.pool = pool;
        this.low = low;
        this.high = high;
    }

    @Override
    Worker pick(String requestClass, int contentHash) {
        long now = pool.nanoTime();
        Servers set = sets.computeIfAbsent(requestClass, it -> new Servers());
        if (set.workers.isEmpty()) {
            return set.grow(Rivals.leastLoaded(workers), now);
        }
        Worker mine = Rivals.leastLoaded(set.workers);
        Worker idlest = Rivals.leastLoaded(workers);
        boolean overloaded = (mine.backlog() > high && idlest.backlog() < low) || mine.backlog() >= 2 * high;
        if (overloaded && !set.workers.contains(idlest)) {
            return set.grow(idlest, now);
        }
        if (set.workers.size() > 1 && now - set.changedNanos > SHRINK_NANOS) {
            set.shrink(now);
        }
        return mine;
    }

    @Override
    public void leave(Worker worker) {
        super.leave(worker);
        sets.values().forEach(set -> set.workers.remove(worker));
    }

    private static final class Servers {
        private final List<Worker> workers = new ArrayList<>(1);
        private long changedNanos;

        Worker grow(Worker worker, long now) {
            workers.add(worker);
            changedNanos = now;
            return worker;
        }

        void shrink(long now) {
            Worker busiest = workers.get(0);
            for (Worker worker : workers) {
                busiest = worker.backlog() > busiest.backlog() ? worker : busiest;
            }
            workers.remove(busiest);
            changedNanos = now;
        }
    }
}
