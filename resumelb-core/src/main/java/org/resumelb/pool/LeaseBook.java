package org.resumelb.pool;

import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resumelb.resume.Report;

/** Opens and closes leases: who gets a request, how backlogs rise and fall. Guarded by the pool's lock. */
final class LeaseBook {
    private final Pool pool;
    private final Members members;
    private final Supplier<PoolSettings> settings;
    private final ServingGroup main;
    private final ServingGroup canary;
    private final LongSupplier nanoClock;
    private int capacity = Integer.MAX_VALUE;

    /** Whether a request found no worker since all that could take it were full. */
    private boolean refused;

    LeaseBook(
            Pool pool,
            Members members,
            Supplier<PoolSettings> settings,
            ServingGroup main,
            ServingGroup canary,
            LongSupplier nanoClock) {
        this.pool = pool;
        this.members = members;
        this.settings = settings;
        this.main = main;
        this.canary = canary;
        this.nanoClock = nanoClock;
    }

    void capacity(int requests) {
        capacity = requests;
    }

    ServingGroup groupFor(String requestClass) {
        boolean toCanary = canary.servingWorkers() > 0
                && CanaryShare.covers(requestClass, settings.get().canary());
        return toCanary ? canary : main;
    }

    @Nullable
    Lease open(String requestClass, int contentHash, Set<Worker> excluded) {
        Set<Worker> closed = members.closedTo(requestClass, excluded);
        Worker worker = groupFor(requestClass).policy().choose(requestClass, contentHash, closed);
        if (worker == null) {
            worker = main.policy().choose(requestClass, contentHash, closed);
        }
        if (worker == null) {
            refused |= members.anyFull();
            return null;
        }
        return open(worker, requestClass, contentHash);
    }

    private Lease open(Worker worker, String requestClass, int contentHash) {
        ServingGroup group = Objects.requireNonNull(worker.group, "a policy chose a worker that does not serve");
        Lease lease = new Lease(pool, group, worker, requestClass, contentHash, nanoClock.getAsLong());
        worker.backlog.rise(workerDecay());
        group.backlog().rise(group.decay());
        worker.leases.add(lease);
        if (worker.occupied() >= capacity) {
            members.full(worker, true);
        }
        group.policy().acquired(lease);
        return lease;
    }

    /** Ends a lease that is open. */
    Freed close(Lease lease, Outcome outcome, Report report) {
        lease.closed = true;
        Worker worker = lease.worker();
        ServingGroup group = lease.group;
        group.backlog().fall(group.decay());
        worker.backlog.fall(workerDecay());
        worker.leases.remove(lease);
        if (lease.detached) {
            worker.detached--;
        }
        worker.health.count(outcome, lease.requestClass(), nanoClock.getAsLong());
        // How long a tunnel was open says nothing of how fast the worker is.
        group.policy().released(lease, lease.detached ? Outcome.ABORTED : outcome, report);
        Freed room = room(worker);
        members.dropIfGone(worker);
        return group.policy().unblocked() ? Freed.ALL : room;
    }

    /** A request gives its connection up; returns whether that was news. */
    Freed detach(Lease lease) {
        if (lease.closed || lease.detached) {
            return Freed.NONE;
        }
        lease.detached = true;
        lease.worker().detached++;
        return room(lease.worker());
    }

    /**
     * Whom to wake for room at a worker. When it is busy, few, so that not all who wait ask with each request that ends;
     * when it is half empty, all, so that none is forgotten.
     */
    private Freed room(Worker worker) {
        if (worker.occupied() < capacity) {
            members.full(worker, false);
        }
        if (!refused || worker.group == null || members.isFull(worker)) {
            return Freed.NONE;
        }
        boolean ample = worker.occupied() <= capacity / 2;
        refused = !ample;
        return ample ? Freed.ALL : Freed.SOME;
    }

    private double workerDecay() {
        return 1 - 1.0 / (2.0 * settings.get().backlogHistory());
    }

    /** How many of those who wait may find a worker now. */
    enum Freed {
        NONE,
        SOME,
        ALL
    }
}
