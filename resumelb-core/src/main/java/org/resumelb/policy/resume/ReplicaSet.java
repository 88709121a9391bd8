package org.resumelb.policy.resume;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the requests of a class, or of one bucket of a class, are served: its replicas. Not thread-safe. */
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

    /** In milliseconds, as of a time of its own; fades as the requests do. */
    private double regret;

    private double regretAsOf;

    /** The most requests of the class that a worker remembers. */
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

    /** Requests lately. */
    double requests(double now) {
        return requests == 0 ? 0 : requests * Math.exp(requestsAsOf - now);
    }

    /**
     * How much longer, in milliseconds, requests have waited lately than they would have on another worker, were that set
     * up; less what was spent on setting workers up since, and never below 0.
     */
    double regret(double now) {
        return regret == 0 ? 0 : regret * Math.exp(regretAsOf - now);
    }

    /** So much more of it, or less if negative. */
    void regret(double moreMillis, double now) {
        regret = Math.max(0, regret(now) + moreMillis);
        regretAsOf = now;
    }

    /** A worker remembers so many requests of the class. */
    void remembered(long byWorker) {
        mostRemembered = Math.max(mostRemembered, byWorker);
    }

    /** What part of what the worker that remembers the class best does, one remembers that has so many requests. */
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

    /** The new worker that this class is for: the first of the rendezvous order, if it joined since the placement was settled. */
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

    /** The membership number until which nothing that joined is a new owner. */
    int settledAt() {
        return settledAt;
    }

    /** Nothing that joined until now is a new owner. */
    void settle(int membership) {
        settledAt = membership;
    }

    /** Adds a replica that takes the place of the only other one, if there is but one. */
    Replica handOver(WorkerQueue newOwner) {
        if (replicas.length == 1) {
            replicas = new Replica[0];
        }
        return add(newOwner);
    }

    /** The rank to begin with when not all replicas are weighed: each time another. */
    int turn() {
        return turn % replicas.length;
    }

    /** Workers that may become replicas: so many of the rendezvous order. */
    WorkerQueue[] fresh(List<WorkerQueue> queues, int membership, int most) {
        if (freshAsOf != membership || freshMost != most) {
            fresh = Rendezvous.firstFresh(this, queues, most);
            freshMost = most;
            freshAsOf = membership;
        }
        return fresh;
    }
}
