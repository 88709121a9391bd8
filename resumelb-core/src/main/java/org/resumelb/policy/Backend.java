package org.resumelb.policy;

import org.resumelb.pool.Worker;

/** What {@code resume} knows of one worker that serves: the work it has to do, and when it did the last. Not thread-safe. */
final class Backend {
    /** Ends that are remembered; a power of two. */
    private static final int ENDS = 256;

    final Worker worker;
    final long hash;

    /** The pool's membership number since which it serves; 0 if it came with a résumé. */
    final int newSince;

    /** Classes that it may learn at a time, before it has learnt any. */
    private static final int LEARNS_AT_FIRST = 2;

    private final boolean slowStart;
    private int learning;
    private int learnt;
    private double expectedMillis;
    private int open;
    private int ends;
    private final long[] endNanos = new long[ENDS];

    /** One that begins to serve, perhaps among workers that have learnt something already. */
    Backend(Worker worker, int membership, boolean amongExperienced) {
        this.worker = worker;
        slowStart = amongExperienced;
        newSince = worker.skills().isEmpty() ? membership : 0;
        hash = Hashing.of(worker.name());
        learnt = worker.skills().size();
    }

    /**
     * Whether it may learn one more class now. A worker that is new among others, or was restarted, learns few classes
     * at a time, the more the more it knows: it would else have nothing but slow requests, all at once. In a pool in
     * which nobody knows anything, that would only spoil the order that load balancers agree on.
     */
    boolean mayLearn() {
        return !slowStart || learning < LEARNS_AT_FIRST + learnt;
    }

    /** Whether it knows a class. */
    boolean isExperienced() {
        return learnt > 0;
    }

    /** Begins to learn a class. */
    void learns() {
        learning++;
    }

    /** Its first request of a class that it learns ended. */
    void hasLearnt() {
        learning--;
        learnt++;
    }

    /** What the open requests are expected to take together, in milliseconds. */
    double expectedMillis() {
        return expectedMillis;
    }

    boolean isIdle() {
        return open == 0;
    }

    /** A request goes to the worker that is expected to take so long; returns how many ended before it. */
    int begin(double millis) {
        expectedMillis += millis;
        open++;
        return ends;
    }

    /** Requests in hand. */
    int open() {
        return open;
    }

    /** A request ended; {@code millis} is what {@link #begin} was told. */
    void end(double millis, long nowNanos) {
        open--;
        // What rounding leaves must not add up.
        expectedMillis = open == 0 ? 0 : Math.max(0, expectedMillis - millis);
        ends++;
        endNanos[ends & (ENDS - 1)] = nowNanos;
    }

    /**
     * When a request's turn came.
     *
     * @param endsBefore what {@link #begin} returned
     * @param place how many were in hand then, it included
     * @param threads how many are served at a time
     * @param sentNanos when it was sent
     */
    long turnNanos(int endsBefore, int place, int threads, long sentNanos) {
        if (place <= threads) {
            return sentNanos;
        }
        int turn = endsBefore + place - threads;
        // Ends are counted modulo 2^32, so only differences say which came first.
        boolean remembered = ends - turn >= 0 && ends - turn < ENDS;
        return remembered ? Math.max(sentNanos, endNanos[turn & (ENDS - 1)]) : sentNanos;
    }
}
