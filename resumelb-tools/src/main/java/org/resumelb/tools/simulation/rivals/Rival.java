package org.resumelb.tools.simulation.rivals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Explanation;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Policy;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Report;
import org.resumelb.resume.Skill;

/** A policy that ignores résumés and knows its workers by their places in a list. */
abstract class Rival implements Policy {
    final List<Worker> workers = new ArrayList<>();
    private final String name;

    Rival(String name) {
        this.name = name;
    }

    /** Chooses among at least one worker. */
    abstract Worker pick(String requestClass, int contentHash);

    @Override
    public String name() {
        return name;
    }

    @Override
    public void join(Worker worker) {
        workers.add(worker);
    }

    @Override
    public void leave(Worker worker) {
        workers.remove(worker);
    }

    @Override
    public void relearn(Worker worker) {
        // Résumés do not matter here.
    }

    @Override
    public void learn(Worker worker, Map<String, Skill> changed) {
        // Résumés do not matter here.
    }

    @Override
    public @Nullable Worker choose(String requestClass, int contentHash, Set<Worker> excluded) {
        return workers.isEmpty() ? null : pick(requestClass, contentHash);
    }

    @Override
    public void acquired(Lease lease) {
        // Backlogs are counted by the pool.
    }

    @Override
    public void released(Lease lease, Outcome outcome, Report report) {
        // Backlogs are counted by the pool.
    }

    @Override
    public void forget(String requestClass) {
        // Nothing is remembered of classes.
    }

    @Override
    public int classes() {
        return 0;
    }

    @Override
    public Explanation explain(String requestClass) {
        return new Explanation(requestClass, name, null, "not explained", List.of());
    }

    /** The highest random weight of a key among the workers. */
    static Worker rendezvous(List<Worker> workers, int key) {
        Worker best = workers.get(0);
        long bestWeight = Long.MIN_VALUE;
        for (Worker worker : workers) {
            long weight = mix(((long) worker.name().hashCode() << 32) ^ (key & 0xffffffffL));
            if (weight >= bestWeight) {
                best = worker;
                bestWeight = weight;
            }
        }
        return best;
    }

    /** The finalizer of SplitMix64. */
    static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
