package org.resumelb.policy.resume;

import org.jspecify.annotations.Nullable;
import org.resumelb.policy.resume.WorkerQueue.Repetition;
import org.resumelb.pool.Choice;
import org.resumelb.pool.Worker;

/**
 * A request chosen for a worker: what is expected of it and, once it has been sent, what was recorded then. Not
 * thread-safe.
 */
final class Assignment implements Choice {
    final ClassState state;
    final ReplicaSet replicas;
    final WorkerQueue queue;
    private final int contentHash;
    private final double expectedMillis;

    /** What the request adds to the {@link ReplicaSet#regret regret} of its class. */
    private final double regretMillis;

    /** The neighbours among the worker's open requests; kept by {@link WorkerQueue}. */
    @Nullable
    Assignment older;

    @Nullable
    Assignment newer;

    private @Nullable Replica replica;
    private long sentNanos;
    private int endsBefore;
    private int place;
    private Repetition repetition = Repetition.NONE;
    private int contentAge = RecentContent.UNKNOWN;
    private boolean toSetUp;
    private boolean overdue;
    private boolean ahead;
    private boolean ended;
    private boolean overtaken;

    Assignment(
            ClassState state,
            ReplicaSet replicas,
            WorkerQueue queue,
            int contentHash,
            double expectedMillis,
            double regretMillis) {
        this.state = state;
        this.replicas = replicas;
        this.queue = queue;
        this.contentHash = contentHash;
        this.expectedMillis = expectedMillis;
        this.regretMillis = regretMillis;
    }

    @Override
    public Worker worker() {
        return queue.worker;
    }

    @Override
    public double charge() {
        return expectedMillis * state.charged();
    }

    /** How long the worker is expected to need for the request. */
    double expectedMillis() {
        return expectedMillis;
    }

    double regretMillis() {
        return regretMillis;
    }

    int contentHash() {
        return contentHash;
    }

    /** A hash of class and content. */
    long contentKey() {
        return Hashing.mix(state.hash + contentHash * 0x9E3779B97F4A7C15L);
    }

    /**
     * The request was sent to a replica, perhaps one created for it, which was sent the same content the given number
     * of requests ago.
     */
    void begin(Replica servedBy, long nowNanos, int ageOfContent) {
        replica = servedBy;
        sentNanos = nowNanos;
        contentAge = ageOfContent;
        toSetUp = servedBy.isSetUp();
    }

    /**
     * Records how many requests had ended at the worker before this one was sent, and how many were in flight,
     * including it.
     */
    void sent(int endedBefore, int itsPlace, Repetition ofRecent) {
        endsBefore = endedBefore;
        place = itsPlace;
        repetition = ofRecent;
    }

    /** The replica that serves the request; {@code null} before it was sent. */
    @Nullable
    Replica replica() {
        return replica;
    }

    long sentNanos() {
        return sentNanos;
    }

    int endsBefore() {
        return endsBefore;
    }

    int place() {
        return place;
    }

    Repetition repetition() {
        return repetition;
    }

    /** Whether the worker was recently sent the same content. */
    boolean isFamiliar() {
        return contentAge != RecentContent.UNKNOWN;
    }

    /** How many requests ago that was; negative if it was not. */
    int contentAge() {
        return contentAge;
    }

    /** Whether the replica was set up when the request was sent. */
    boolean isToSetUp() {
        return toSetUp;
    }

    /**
     * How much of its worker's time it takes from requests that come later. What is longer waits for something else
     * most of the time.
     */
    double aheadMillis() {
        return Math.min(expectedMillis, WorkerQueues.MAX_OVERDUE_MILLIS);
    }

    /** Whether it is open and counts as work that others wait for. */
    boolean isAhead() {
        return ahead;
    }

    void ahead(boolean isAhead) {
        ahead = isAhead;
    }

    /** The replica need not be waited for before its worker learns another class. */
    void endToLearn() {
        if (replica != null) {
            replica.endToLearn();
        }
    }

    /** Whether it was expected to be open for a long time. */
    boolean isLong() {
        return expectedMillis >= WorkerQueues.MAX_OVERDUE_MILLIS;
    }

    /** The request ended, as far as the policy is concerned. */
    void end() {
        ended = true;
        state.end();
    }

    boolean hasEnded() {
        return ended;
    }

    /** It has been open for a long time, and a request that was sent to the worker later has been answered. */
    void overtake() {
        overtaken = true;
        countOverdue(-1);
    }

    boolean isOvertaken() {
        return overtaken;
    }

    boolean isOverdue() {
        return overdue;
    }

    void becomeOverdue() {
        overdue = true;
        state.beginOverdue(this);
        countOverdue(1);
    }

    void endOverdue() {
        overdue = false;
        state.endOverdue(this);
        countOverdue(overtaken ? 0 : -1);
    }

    private void countOverdue(int more) {
        if (replica != null) {
            replica.countOverdue(more);
        }
    }
}
