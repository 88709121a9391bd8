package org.resumelb.policy.resume;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.Worker;

/**
 * What {@code resume} knows about one worker: its pending work, what is held back for it, and when it finished its last
 * requests. Not thread-safe.
 */
final class WorkerQueue {
    /** Number of ends that are remembered; a power of two. */
    private static final int ENDS = 256;

    /** Number of classes that it may learn at once before it has learnt any. */
    private static final int LEARNS_AT_FIRST = 2;

    /** If content repeats within this number of finished requests, it is surely still cached. */
    private static final int RECENT = 8;

    private static final int GONE = -1;

    private static final double SLOWDOWN_WEIGHT = 0.1;

    /** From this multiple of the expected time on, more requests only slow each other down. */
    private static final double SLOWED = 1.5;

    final Worker worker;
    final long hash;
    private final Experience experience;

    /** Its place in the list of those that serve. */
    private int index;

    /** The pool's membership number when it began to serve; {@link #GONE} when it no longer serves. */
    private int joined = GONE;

    private boolean newcomer;

    private boolean slowStart;
    private int learning;
    private int learnt;
    private double expectedMillis;
    private int open;
    private int overdue;
    private int overtaken;
    private final Overdue suspicious = new Overdue();
    private double slowdown = 1;
    private int ends;
    private final long[] endNanos = new long[ENDS];
    private final long[] recentContent = new long[RECENT];
    private final long[] recentClasses = new long[RECENT];
    private int recentAt;
    private @Nullable Assignment newest;
    private @Nullable Assignment oldestInTime;

    /** Time that requests recently took here. */
    final Decaying workMillis = new Decaying();

    /** Time recently lost here on replicas that had been warm: the cost of a cache that is too small. */
    final Decaying contestedMillis = new Decaying();

    private double heldMillis;
    private int heldRequests;

    /** The work held back, by class; empty if there is none. */
    private final Map<String, double[]> heldOf = new HashMap<>();

    WorkerQueue(Worker worker, Experience experience) {
        this.worker = worker;
        this.experience = experience;
        hash = Hashing.of(worker.name());
    }

    /** It begins to serve, at this place of the list of those that do. */
    void join(int membership, int newIndex) {
        slowStart = experience.isAnywhere();
        joined = membership;
        index = newIndex;
        newcomer = worker.skills().isEmpty();
        learning = 0;
        learnt = worker.skills().size();
        experience.change(isExperienced() ? 1 : 0);
    }

    int index() {
        return index;
    }

    void index(int newIndex) {
        index = newIndex;
    }

    /** Requests held back. */
    int heldRequests() {
        return heldRequests;
    }

    /** The expected time of everything held back, in milliseconds. */
    double heldWorkMillis() {
        return heldMillis;
    }

    /** The work held back, by class, in milliseconds. */
    Map<String, Double> heldMillis() {
        return heldOf.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()[0]));
    }

    /** Nothing is held back any longer. */
    void clearHeld() {
        heldMillis = 0;
        heldRequests = 0;
        heldOf.clear();
    }

    /** It no longer serves. */
    void leave() {
        joined = GONE;
        experience.change(isExperienced() ? -1 : 0);
    }

    /** The pool's membership number when it began to serve; another one each time that it does. */
    int joined() {
        return joined;
    }

    /** Whether it came without a résumé after the pool had this membership number. */
    boolean isNewSince(int membership) {
        return newcomer && joined > membership;
    }

    /**
     * Whether it may learn one more class now. A worker that is new among others, or was restarted, learns only a few
     * classes at once, and more the more it knows: otherwise it would have nothing but slow requests, all at once. In a
     * pool where no worker knows anything, this would only spoil the order on which load balancers agree.
     */
    boolean mayLearn() {
        return !slowStart || learning < LEARNS_AT_FIRST + learnt;
    }

    /** Whether it knows any class. */
    private boolean isExperienced() {
        return learnt > 0;
    }

    /** Begins to learn a class. */
    void learns() {
        learning++;
    }

    /** Its first request of a class that it learns has ended. */
    void hasLearnt() {
        learning = Math.max(0, learning - 1);
        experience.change(!isExperienced() && joined != GONE ? 1 : 0);
        learnt++;
    }

    /** The expected time of the open requests that others wait for, all together, in milliseconds. */
    double expectedMillis() {
        return expectedMillis;
    }

    /** Number of requests that have ended, modulo 2^32. */
    int ended() {
        return ends;
    }

    boolean isIdle() {
        return open == 0;
    }

    /** Requests in flight. */
    int open() {
        return open;
    }

    /** A request is sent to the worker. */
    void begin(Assignment assignment) {
        expectedMillis += assignment.aheadMillis();
        open++;
        assignment.ahead(true);
        assignment.sent(ends, open - overtaken, repetition(assignment));
        assignment.older = newest;
        if (newest != null) {
            newest.newer = assignment;
        }
        newest = assignment;
        if (oldestInTime == null) {
            oldestInTime = assignment;
        }
    }

    private Repetition repetition(Assignment assignment) {
        long content = assignment.contentKey();
        long name = assignment.state.hash;
        Repetition found = Repetition.NONE;
        for (int i = 0; i < RECENT; i++) {
            if (recentContent[i] == content) {
                return Repetition.CONTENT;
            }
            if (recentClasses[i] == name) {
                found = Repetition.CLASS;
            }
        }
        return found;
    }

    /** How much of a request was served among the last ones. */
    enum Repetition {
        NONE,
        CLASS,
        CONTENT
    }

    /** A request ended. */
    void end(Assignment assignment, long nowNanos) {
        open--;
        notAhead(assignment);
        ends++;
        endNanos[ends & (ENDS - 1)] = nowNanos;
        recentAt = (recentAt + 1) % RECENT;
        recentContent[recentAt] = assignment.contentKey();
        recentClasses[recentAt] = assignment.state.hash;
        if (assignment == oldestInTime) {
            oldestInTime = assignment.newer;
        }
        if (assignment.isOverdue()) {
            overdue--;
            overtaken -= assignment.isOvertaken() ? 1 : 0;
            suspicious.remove(assignment);
            assignment.endOverdue();
        }
        unlink(assignment);
    }

    private void notAhead(Assignment assignment) {
        if (assignment.isAhead()) {
            assignment.ahead(false);
            expectedMillis -= assignment.aheadMillis();
        }
        // What rounding leaves must not add up.
        expectedMillis = open == 0 ? 0 : Math.max(0, expectedMillis);
    }

    private void overtake(Assignment assignment) {
        assignment.overtake();
        overtaken++;
    }

    /** A request was answered; requests that it has overtaken are handed out: others do not wait for them. */
    void answered(Assignment assignment, Consumer<Assignment> harmless) {
        suspicious.answered(assignment, older -> {
            overtake(older);
            harmless.accept(older);
            notAhead(older);
        });
    }

    private void unlink(Assignment assignment) {
        Assignment before = assignment.older;
        Assignment after = assignment.newer;
        if (before != null) {
            before.newer = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.older = before;
        }
        assignment.older = null;
        assignment.newer = null;
    }

    /** A successful request took this multiple of the expected time. */
    void sawSlowdown(double times) {
        slowdown += (times - slowdown) * SLOWDOWN_WEIGHT;
    }

    /**
     * Finds the requests that have been open since before an instant; they no longer take up room for others. Nor do
     * others wait for those that were overtaken, or that were expected to be open so long on a worker that has not become
     * slower; these are handed out.
     */
    void findOverdue(long sinceNanos, Consumer<Assignment> harmless) {
        Assignment next = oldestInTime;
        while (next != null && next.sentNanos() - sinceNanos < 0) {
            next.becomeOverdue();
            overdue++;
            // Whoever serves a request for long may learn something else meanwhile.
            next.endToLearn();
            if (!suspicious.add(next)) {
                overtake(next);
            }
            if (next.isOvertaken() || (next.isLong() && slowdown < SLOWED)) {
                harmless.accept(next);
                notAhead(next);
            }
            next = next.newer;
        }
        oldestInTime = next;
    }

    /** Whether a request is open since before an instant that was not found overdue. */
    boolean hasOpenSince(long nanos) {
        Assignment oldest = oldestInTime;
        return oldest != null && oldest.sentNanos() - nanos < 0;
    }

    /**
     * Requests in flight, as far as room for another one is concerned. A request that has been open for a long time is
     * not what keeps the worker busy, or the others would have become slower; so it only keeps requests of its own
     * class from coming, and only on a worker that has become slower and has answered nothing that was sent later.
     */
    int occupied(@Nullable Replica own) {
        return own == null || slowdown < SLOWED ? inHand() : inHand() + own.overdue();
    }

    /** Requests in flight, without those that have been open for a long time. */
    int inHand() {
        return open - overdue;
    }

    /** A request is held back. */
    void hold(Assignment assignment) {
        heldMillis += assignment.expectedMillis();
        double[] own = heldOf.computeIfAbsent(assignment.state.name, name -> new double[2]);
        own[0] += assignment.expectedMillis();
        own[1]++;
        heldRequests++;
    }

    /** A request is no longer held back. */
    void unhold(Assignment assignment) {
        double[] own = heldOf.get(assignment.state.name);
        if (own == null) {
            return;
        }
        own[0] -= assignment.expectedMillis();
        own[1]--;
        heldRequests--;
        heldMillis -= assignment.expectedMillis();
        if (own[1] == 0) {
            heldOf.remove(assignment.state.name);
        }
        if (heldOf.isEmpty()) {
            heldMillis = 0;
        }
    }

    /**
     * The work held back that would be done before another request of a class that is {@link Assignment#charge charged}
     * with so much: classes take turns, so at most as much of each other class as of its own.
     */
    double heldBefore(ClassState state, double charge) {
        if (heldMillis == 0) {
            return 0;
        }
        double[] own = heldOf.get(state.name);
        double before = own == null ? 0 : own[0];
        int others = heldOf.size() - (own == null ? 0 : 1);
        return Math.min(heldMillis, before + others * (before + charge));
    }

    /** When a request's turn came, if the worker serves the given number at once. */
    long turnNanos(Assignment assignment, int threads) {
        if (assignment.place() <= threads) {
            return assignment.sentNanos();
        }
        int turn = assignment.endsBefore() + assignment.place() - threads;
        // Ends are counted modulo 2^32, so only differences say which came first.
        boolean remembered = ends - turn >= 0 && ends - turn < ENDS;
        return remembered ? Math.max(assignment.sentNanos(), endNanos[turn & (ENDS - 1)]) : assignment.sentNanos();
    }
}
