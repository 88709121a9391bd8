package org.resumelb.policy;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the requests of a class, or of one bucket of a class, are served: its replicas. Not thread-safe. */
final class Placement {
    final long hash;
    final SplittableClass its;
    final Traits traits;

    /** Requests lately. */
    final Decaying requests = new Decaying();

    // By rendezvous weight, highest first.
    private Replica[] replicas = {};
    private Backend[] fresh = {};
    private int freshAsOf = -1;
    private int freshMost;
    private int turn;
    private int settledAt;
    private @Nullable Backend first;
    private int firstAsOf = -1;

    Placement(long hash, SplittableClass its) {
        this.hash = hash;
        this.its = its;
        this.traits = its.traits;
    }

    int size() {
        return replicas.length;
    }

    Replica replica(int rank) {
        return replicas[rank];
    }

    @Nullable
    Replica replicaOn(Backend backend) {
        for (Replica replica : replicas) {
            if (replica.backend == backend) {
                return replica;
            }
        }
        return null;
    }

    Replica add(Backend backend, double now) {
        Replica replica = new Replica(this, backend, now);
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

    void removeOn(Backend backend) {
        int rank = 0;
        while (rank < replicas.length && replicas[rank].backend != backend) {
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
    Backend heir(List<Backend> backends, int membership) {
        if (settledAt == membership || replicas.length == 0) {
            return null;
        }
        if (firstAsOf != membership) {
            first = Rendezvous.first(hash, backends);
            firstAsOf = membership;
        }
        return first != null && first.newSince > settledAt ? first : null;
    }

    /** Nothing that joined until now is an heir. */
    void settle(int membership) {
        settledAt = membership;
    }

    /** Adds a replica that takes the place of the only other one, if there is but one. */
    Replica handOver(Backend heir, double now) {
        if (replicas.length == 1) {
            replicas = new Replica[0];
        }
        return add(heir, now);
    }

    /** Looks at one replica, each time another, and drops it if it was not used for long; never the last one. */
    void dropUnused(double now, double droppedAfter) {
        if (replicas.length > 1) {
            int rank = nextTurn();
            if (replicas[rank].idle(now) > droppedAfter) {
                remove(rank);
            }
        }
    }

    /** A rank, each time the next. */
    int nextTurn() {
        turn = (turn + 1) & 0xffff;
        return turn % replicas.length;
    }

    /** Workers that may become replicas: so many of the rendezvous order. */
    Backend[] fresh(List<Backend> backends, int membership, int most) {
        if (freshAsOf != membership || freshMost != most) {
            fresh = Rendezvous.firstFresh(this, backends, most);
            freshMost = most;
            freshAsOf = membership;
        }
        return fresh;
    }
}
