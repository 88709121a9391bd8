package org.resumelb.pool;

/** A numeric parameter of the policy {@code resume}: its name in settings, its bounds, and what it does. */
public enum ResumeParameter {
    REPLICA_PRICE(
            "replicaPrice",
            10,
            0,
            1_000,
            "Price of one more replica of a class where caches are full, as a multiple of what setting "
                    + "up a replica costs. Higher means fewer replicas and longer queues."),

    LOSS_WEIGHT(
            "lossWeight",
            4,
            1,
            100,
            "How much time lost on misses weighs where caches are full and the worker has nothing to do; at least 1."),

    CROWD_WEIGHT(
            "crowdWeight",
            1,
            0,
            100,
            "How much more it weighs for each request that the worker has, in flight or waiting, for each "
                    + "that it serves at a time."),

    SCARCE_AT(
            "scarceAt",
            0.3,
            0.001,
            1,
            "Share of the time of what was warm before that is lost, from which caches count as full. "
                    + "In a pool that loses less, lost time weighs less, and replicas cost less, down to a tenth."),

    WINDOW(
            "window",
            1_700,
            10,
            1_000_000,
            "Requests per worker, on average, after which a recent request counts for 37 %."),

    DROPPED_AFTER("droppedAfter", 6, 0.01, 1_000_000_000, "Without effect; accepted for old configurations."),

    SETUP_REQUESTS(
            "setupRequests",
            30,
            1,
            1_000_000,
            "Requests after which a replica counts as set up, whatever it still loses."),

    COLD_WEIGHT(
            "coldWeight",
            0.6,
            0.001,
            1,
            "Weight of the latest first request on a worker in the average cost of such requests."),

    FRESH_WORKERS(
            "freshWorkers", 8, 1, 1_000, "Workers considered as new replicas of a class: the first in its order."),

    REPLICAS_WEIGHED(
            "replicasWeighed",
            16,
            1,
            1_000,
            "Replicas compared for one request. A class that has more compares different ones each time."),

    SPLIT_GAIN(
            "splitGain",
            0.5,
            0,
            1_000_000,
            "Time saved on content that the worker served before, in cold times, from which a class is "
                    + "split by content."),

    BUCKET_WORK(
            "bucketWork",
            0.01,
            0.001,
            1_000,
            "Most work that one bucket of a split class shall have, in workers; smaller means more " + "buckets."),

    STRETCH("stretch", 1.75, 1, 1_000_000, "Without effect; accepted for old configurations.");

    private final String key;
    private final double byDefault;
    private final double least;
    private final double greatest;
    private final String meaning;

    ResumeParameter(String key, double byDefault, double least, double greatest, String meaning) {
        this.key = key;
        this.byDefault = byDefault;
        this.least = least;
        this.greatest = greatest;
        this.meaning = meaning;
    }

    /** The name of the setting, {@code resume.} followed by a word. */
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

    /** What it does, in a sentence or two. */
    public String meaning() {
        return meaning;
    }

    /** Whether the parameter no longer has any effect. */
    public boolean isWithoutEffect() {
        return this == DROPPED_AFTER || this == STRETCH;
    }

    /** Whether it counts something, so that only whole numbers make sense. */
    public boolean isCount() {
        return this == SETUP_REQUESTS || this == FRESH_WORKERS || this == REPLICAS_WEIGHED;
    }

    void check(double value) {
        if (!(value >= least && value <= greatest && (!isCount() || value == Math.rint(value)))) {
            String kind = isCount() ? "a whole number" : "a number";
            throw new IllegalArgumentException(
                    key() + ": " + value + " (expected: " + kind + " from " + least + " to " + greatest + ")");
        }
    }
}
