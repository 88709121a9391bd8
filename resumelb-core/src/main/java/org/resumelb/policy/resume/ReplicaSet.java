package org.resumelb.policy.resume;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The replicas that serve the requests of a class, or of one bucket of a class. Not thread-safe. */
final class ReplicaSet {
    final long hash;
    final ClassState state;
    final ClassCosts costs;

    // By rendezvous weight, highest first.
    private Replica[] replicas = {};
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
        while (rank > 0 && replicas[rank - 1].weight < replica.weight) {
            rank--;
        }
        Replica[] more = Arrays.copyOf(replicas, replicas.length + 1);
        System.arraycopy(replicas, rank, more, rank + 1, replicas.length - rank);
        more[rank] = replica;
        replicas = more;
        freshAsOf = -1;
        return replica;
    }

    void removeOn(WorkerQueue queue) {
        int rank = 0;
        while (rank < replicas.length && replicas[rank].queue != queue) {
            rank++;
        }
        if (rank < replicas.length) {
            remove(rank);
        }
    }

    private void remove(int rank) {
        Replica[] less = Arrays.copyOf(replicas, replicas.length - 1);
        System.arraycopy(replicas, rank + 1, less, rank, less.length - rank);
        replicas = less;
        freshAsOf = -1;
    }

    /**
     * The worker that has just become the owner of this class: the first of the rendezvous order, if it joined since
     * the placement was settled.
     */
    @Nullable
    WorkerQueue newOwner(List<WorkerQueue> queues, int membership) {
        if (settledAt == membership || replicas.length == 0) {
            return null;
        }
        if (firstAsOf != membership) {
            first = Rendezvous.first(hash, queues);
            firstAsOf = membership;
        }
        return first != null && first.newSince() > settledAt ? first : null;
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

    /** Workers that may become replicas: the first few of the rendezvous order. */
    WorkerQueue[] fresh(List<WorkerQueue> queues, int membership, int most) {
        if (freshAsOf != membership || freshMost != most) {
            fresh = Rendezvous.firstFresh(this, queues, most);
            freshMost = most;
            freshAsOf = membership;
        }
        return fresh;
    }
}
