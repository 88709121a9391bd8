package org.resumelb.pool;

import java.util.Collection;

/**
 * Workers among which a policy chooses: all that serve or, in single-version mode, those of one version. Guarded by the
 * pool's lock.
 */
final class ServingGroup implements PoolView {
    private final PoolContext context;
    private final DecayedBacklog backlog = new DecayedBacklog();
    private final Peers peers = new Peers();
    private int serving;
    private Policy policy;

    @SuppressWarnings("this-escape") // The policy only keeps the view; nothing is asked before a worker joins.
    ServingGroup(Policy.Factory policy, PoolContext context) {
        this.context = context;
        this.policy = policy.create(this);
    }

    Policy policy() {
        return policy;
    }

    /** Changes the policy and tells it about the workers that serve in this group. */
    void policy(Policy.Factory newPolicy, Collection<Worker> workers) {
        Policy next = newPolicy.create(this);
        workers.stream().filter(worker -> worker.group() == this).forEach(next::join);
        policy = next;
    }

    DecayedBacklog backlog() {
        return backlog;
    }

    /** The combined health of the workers that could serve here. */
    Peers peers() {
        return peers;
    }

    void join(Worker worker) {
        worker.group(this);
        serving++;
        policy.join(worker);
        if (worker.isFull()) {
            policy.full(worker, true);
        }
    }

    void leave(Worker worker) {
        worker.group(null);
        serving--;
        policy.leave(worker);
    }

    /** The factor by which an event decays the mean backlog. */
    double decay() {
        // Leases may end after the last worker has left.
        return 1 - 1.0 / (2.0 * settings().backlogHistory() * Math.max(serving, 1));
    }

    @Override
    public PoolSettings settings() {
        return context.settings();
    }

    @Override
    public int servingWorkers() {
        return serving;
    }

    @Override
    public int balancers() {
        return context.balancers();
    }

    @Override
    public double meanBacklog() {
        return backlog.mean();
    }

    @Override
    public long nanoTime() {
        return context.nanoTime();
    }
}
