package org.resumelb.policy.resume;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The replicas that serve the requests of a class, or of one bucket of a class. Not thread-safe. */
final class ReplicaSet {
    /** More are found by a map. */
    private static final int SCANNED = 8;

    final long hash;
    final ClassState state;
    final ClassCosts costs;

    // In the order of the ring.
    private Replica[] replicas = {};
    private @Nullable Map<WorkerQueue, Replica> byQueue;
    private int asOf;
    private WorkerQueue[] fresh = {};
    private int freshAsOf = -1;
    private int freshMost;
    private int turn;
    private int settledAt;
    private @Nullable WorkerQueue first;
    private int firstAsOf = -1;
    private double requests;
    private double requestsAsOf;

    /** In milliseconds, as of its own time; fades as the requests do. */
    private double regret;

    private double regretAsOf;

    /** The largest number of requests of the class that a worker remembers. */
    private long mostRemembered;

    ReplicaSet(long hash, ClassState state) {
        this.hash = hash;
        this.state = state;
        this.costs = state.costs;
    }

    int size() {
        return replicas.length;
    }

    /** A request was sent. */
    void used(double now) {
        requests = requests(now) + 1;
        requestsAsOf = now;
        turn = (turn + 1) & 0xffff;
    }

    /** Recent requests. */
    double requests(double now) {
        return requests == 0 ? 0 : requests * Math.exp(requestsAsOf - now);
    }

    /**
     * How much longer, in milliseconds, recent requests have waited than they would have on another worker, had that
     * been set up; minus what has since been spent on setting workers up, and never below 0.
     */
    double regret(double now) {
        return regret == 0 ? 0 : regret * Math.exp(regretAsOf - now);
    }

    /** Adds to it; subtracts if negative. */
    void regret(double moreMillis, double now) {
        regret = Math.max(0, regret(now) + moreMillis);
        regretAsOf = now;
    }

    /** A worker remembers this many requests of the class. */
    void remembered(long byWorker) {
        mostRemembered = Math.max(mostRemembered, byWorker);
    }

    /** How experienced a worker is that remembers this many requests, as a share of the worker that remembers most. */
    double shareRemembered(long byWorker) {
        return mostRemembered == 0 ? 1 : Math.min(1, byWorker / (double) mostRemembered);
    }

    Replica replica(int rank) {
        return replicas[rank];
    }

    @Nullable
    Replica replicaOn(WorkerQueue queue) {
        if (byQueue != null) {
            return byQueue.get(queue);
        }
        for (Replica replica : replicas) {
            if (replica.queue == queue) {
                return replica;
            }
        }
        return null;
    }

    Replica add(WorkerQueue queue) {
        Replica replica = new Replica(this, queue);
        int rank = replicas.length;
        while (rank > 0 && Long.compareUnsigned(replicas[rank - 1].distance, replica.distance) > 0) {
            rank--;
        }
        Replica[] more = Arrays.copyOf(replicas, replicas.length + 1);
        System.arraycopy(replicas, rank, more, rank + 1, replicas.length - rank);
        more[rank] = replica;
        replicas = more;
        freshAsOf = -1;
        if (byQueue == null) {
            index();
        } else {
            byQueue.put(queue, replica);
        }
        return replica;
    }

    private void index() {
        byQueue = replicas.length <= SCANNED ? null : new HashMap<>();
        if (byQueue != null) {
            for (Replica replica : replicas) {
                byQueue.put(replica.queue, replica);
            }
        }
    }

    /**
     * Forgets those on workers that no longer serve, or that have left and come again, since an earlier membership number.
     */
    void forgetGone(int membership) {
        if (asOf != membership) {
            asOf = membership;
            Replica[] kept = Arrays.stream(replicas).filter(Replica::isServing).toArray(Replica[]::new);
            if (kept.length < replicas.length) {
                replicas = kept;
                freshAsOf = -1;
                index();
            }
        }
    }

    /**
     * The worker that has just become the owner of this class: the first in its order, if it joined since the placement
     * was settled.
     */
    @Nullable
    WorkerQueue newOwner(WorkerQueues queues) {
        int membership = queues.membership();
        if (settledAt == membership || replicas.length == 0) {
            return null;
        }
        if (firstAsOf != membership) {
            first = queues.ring().first(hash);
            firstAsOf = membership;
        }
        return first != null && first.isNewSince(settledAt) ? first : null;
    }

    /** The membership number up to which workers that joined are not new owners. */
    int settledAt() {
        return settledAt;
    }

    /** Workers that have joined so far are not new owners. */
    void settle(int membership) {
        settledAt = membership;
    }

    /** Adds a replica, which replaces the existing one if there is only one. */
    Replica handOver(WorkerQueue newOwner) {
        if (replicas.length == 1) {
            replicas = new Replica[0];
        }
        return add(newOwner);
    }

    /** The rank to start with when not all replicas are priced: a different one each time. */
    int turn() {
        return turn % replicas.length;
    }

    /** Workers that may become replicas: the first few others in the class's order. */
    WorkerQueue[] fresh(WorkerQueues queues, int most) {
        if (freshAsOf != queues.membership() || freshMost != most) {
            fresh = queues.ring().firstOutside(this, most);
            freshMost = most;
            freshAsOf = queues.membership();
        }
        return fresh;
    }
}
