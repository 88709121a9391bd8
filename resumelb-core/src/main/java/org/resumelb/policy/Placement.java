package org.resumelb.policy;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the requests of a class, or of one bucket of a class, are served: its replicas. Not thread-safe. */
final class Placement {
    /** Workers that are considered as new replicas: the first of the rendezvous order. */
    private static final int FRESH = 8;

    private static final double DROPPED_AFTER_TURNS = 10_000;

    final long hash;
    final SplittableClass its;
    final Traits traits;

    /** Requests lately. */
    final Decaying requests = new Decaying();

    // By rendezvous weight, highest first.
    private Replica[] replicas = {};
    private Backend[] fresh = {};
    private int freshAsOf = -1;
    private int turn;
    private int settledAt;

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

    Replica add(Backend backend, double turns) {
        Replica replica = new Replica(this, backend, turns);
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

    /**
     * The new worker that this placement would have begun with, had it served then: the first of the rendezvous order
     * if it joined since the placement was settled.
     */
    @Nullable
    Backend heir(List<Backend> backends, int membership) {
        if (settledAt == membership || replicas.length == 0) {
            return null;
        }
        Backend heir = null;
        long greatest = replicas[0].weight;
        // New workers are last in the list.
        for (int i = backends.size() - 1; i >= 0 && backends.get(i).newSince > settledAt; i--) {
            long weight = Rendezvous.weight(hash, backends.get(i));
            if (weight > greatest) {
                heir = backends.get(i);
                greatest = weight;
            }
        }
        return heir;
    }

    /** Nothing that joined until now is an heir. */
    void settle(int membership) {
        settledAt = membership;
    }

    /** Adds a replica that takes the place of the only other one, if there is but one. */
    Replica handOver(Backend heir, double turns) {
        if (replicas.length == 1) {
            replicas = new Replica[0];
        }
        return add(heir, turns);
    }

    /** Looks at one replica, each time another, and drops it if it was not used for long; never the last one. */
    void dropUnused(double turns) {
        if (replicas.length > 1) {
            int rank = nextTurn();
            if (replicas[rank].idleTurns(turns) > DROPPED_AFTER_TURNS) {
                remove(rank);
            }
        }
    }

    /** A rank, each time the next. */
    int nextTurn() {
        turn = (turn + 1) & 0xffff;
        return turn % replicas.length;
    }

    /** Workers that may become replicas. */
    Backend[] fresh(List<Backend> backends, int membership) {
        if (freshAsOf != membership) {
            fresh = Rendezvous.firstFresh(this, backends, FRESH);
            freshAsOf = membership;
        }
        return fresh;
    }
}
