package org.resumelb.pool;

/** One number by which the policy {@code resume} prices workers: how settings call it, what it may be, and its default. */
public enum ResumeParameter {
    /** Price of holding one more replica of a class where caches are full, in set-ups; higher means fewer replicas and longer queues. */
    REPLICA_PRICE("replicaPrice", 10, 0, 1_000),

    /** How often time lost for want of warm caches counts when nobody waits behind it; at least 1. */
    LOSS_WEIGHT("lossWeight", 3, 1, 100),

    /** By how much more it counts for each request that every thread has in hand on average. */
    CROWD_WEIGHT("crowdWeight", 0.5, 0, 100),

    /**
     * Share of the workers' time lost on classes that were warm once, from which lost time counts and replicas cost in full;
     * in a pool that loses less, time counts less, down to once, and replicas cost less, down to a tenth.
     */
    SCARCE_AT("scarceAt", 0.3, 0.001, 1),

    /** Requests, of each worker's on average, after which a recent one counts but a third. */
    WINDOW("window", 1_700, 10, 1_000_000),

    /** Without effect, as {@link #isWithoutEffect} says: accepted for configurations of old. */
    DROPPED_AFTER("droppedAfter", 6, 0.01, 1_000_000_000),

    /** Requests after which a replica counts as warm, whatever it still loses. */
    SETUP_REQUESTS("setupRequests", 30, 1, 1_000_000),

    /** Weight of the newest first request on a worker in what such requests cost. */
    COLD_WEIGHT("coldWeight", 0.6, 0.001, 1),

    /** Workers weighed as new replicas: the first in the class's rendezvous order. */
    FRESH_WORKERS("freshWorkers", 8, 1, 1_000),

    /** Replicas weighed; of more, each time others. */
    REPLICAS_WEIGHED("replicasWeighed", 16, 1, 1_000),

    /** Time saved on content that a worker served before, in cold times, from which a class is split by content. */
    SPLIT_GAIN("splitGain", 0.5, 0, 1_000_000),

    /** Work of one bucket of a split class, in workers. */
    BUCKET_WORK("bucketWork", 0.01, 0.001, 1_000),

    /** Without effect: classes share what workers do by fair queues. */
    STRETCH("stretch", 1.75, 1, 1_000_000);

    private final String key;
    private final double byDefault;
    private final double least;
    private final double greatest;

    ResumeParameter(String key, double byDefault, double least, double greatest) {
        this.key = key;
        this.byDefault = byDefault;
        this.least = least;
        this.greatest = greatest;
    }

    /** The name of the setting, {@code resume.} and a word. */
    public String key() {
        return "resume." + key;
    }

    public double byDefault() {
        return byDefault;
    }

    public double least() {
        return least;
    }

    public double greatest() {
        return greatest;
    }

    /** Whether the value does not matter any more. */
    public boolean isWithoutEffect() {
        return this == DROPPED_AFTER || this == STRETCH;
    }

    void check(double value) {
        if (!(value >= least && value <= greatest)) {
            throw new IllegalArgumentException(
                    key() + ": " + value + " (expected: a number from " + least + " to " + greatest + ")");
        }
    }
}
