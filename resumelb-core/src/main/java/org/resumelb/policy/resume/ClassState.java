package org.resumelb.policy.resume;

import org.jspecify.annotations.Nullable;

/**
 * A request class and where it is served: as a whole or, where that helps, in buckets by the hash of the content, each
 * placed as if it were a class. Not thread-safe.
 */
final class ClassState {
    /** A class is measured separately only after this many requests. */
    private static final int NOTICED_AFTER = 32;

    final String name;
    final ClassCosts costs;
    final long hash;

    /** The neighbours in the order of use; maintained by {@link ClassTable}. */
    @Nullable
    ClassState older;

    @Nullable
    ClassState newer;

    private ReplicaSet whole;
    private @Nullable ClassDetail detail;
    private int requests;

    /** How long the first request took; 0 if that has been counted already, or was never seen. */
    private float firstMillis;

    private int open;
    /** Since the first such request; few classes have one. */
    private @Nullable Overdue overdue;

    ClassState(String name, PoolMeans pool) {
        this.name = name;
        costs = new ClassCosts(pool);
        hash = Hashing.of(name);
        whole = new ReplicaSet(hash, this);
    }

    /** Where a request is served. */
    ReplicaSet replicas(int contentHash) {
        ReplicaSet bucket = detail == null ? null : detail.bucket(contentHash, this);
        return bucket == null ? whole : bucket;
    }

    boolean isSplit() {
        return detail != null && detail.isSplit();
    }

    /** The replicas of the whole class; unused while it is split. */
    ReplicaSet whole() {
        return whole;
    }

    /** Forgets the replicas on workers that no longer serve. */
    void forgetGone(int membership) {
        whole.forgetGone(membership);
        if (detail != null) {
            detail.forgetGone(membership);
        }
    }

    /** A request was sent; returns how many requests ago its worker was sent the same content, if known. */
    int begin(Assignment assignment) {
        open++;
        if (detail == null && ++requests > NOTICED_AFTER) {
            detail = new ClassDetail(costs);
        }
        return detail == null ? RecentContent.UNKNOWN : detail.note(assignment);
    }

    /** A request took this long and lost that much of it; splits or joins the class if that is due. */
    void served(Assignment assignment, double millis, double lostMillis, int workers) {
        if (detail != null && detail.served(assignment, millis, lostMillis, workers)) {
            whole = new ReplicaSet(hash, this);
        }
    }

    /** A request that was sent ended. */
    void end() {
        open--;
    }

    /** Requests in flight. */
    int open() {
        return open;
    }

    /**
     * For how many requests each one is charged. The more of them are in flight anywhere, the more: otherwise a class that
     * every worker serves would get a share at each of them.
     */
    int charged() {
        return Math.max(1, open);
    }

    /** The first request of the class took this long; this becomes useful once the mean is known. */
    void first(double millis) {
        firstMillis = (float) millis;
    }

    boolean hasFirst() {
        return firstMillis > 0;
    }

    double takeFirstMillis() {
        double millis = firstMillis;
        firstMillis = 0;
        return millis;
    }

    /** What is measured of classes that make up a noticeable part of the work. */
    @Nullable
    ClassDetail detail() {
        return detail;
    }

    /** A request has been open for a long time. */
    void beginOverdue(Assignment assignment) {
        if (overdue == null) {
            overdue = new Overdue();
        }
        overdue.add(assignment);
    }

    void endOverdue(Assignment assignment) {
        if (overdue != null) {
            overdue.remove(assignment);
        }
    }

    /** A request was answered, so those sent before it no longer tell how long another one takes. */
    void answered(Assignment assignment) {
        if (overdue != null) {
            overdue.answered(assignment, overtaken -> {});
        }
    }

    /**
     * How long a request is expected to take, given the expectation derived from finished requests: those that have
     * been open for a long time count as well, until one that was sent later has been answered.
     */
    double expectedMillis(double byEnded, long nowNanos) {
        Assignment oldest = overdue == null ? null : overdue.oldest();
        return oldest == null ? byEnded : Math.max(byEnded, (nowNanos - oldest.sentNanos()) / 1e6);
    }
}
