package org.resumelb.pool;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The recent outcomes of one worker's requests, and whether it is ejected. Guarded by the pool's lock. */
final class WorkerHealth {
    /** If this many groups of classes fail, the worker is the cause. */
    static final int MANY_CLASSES = 3;

    private final Spans spans = new Spans();

    /** The workers it is compared with; {@code null} while it could not serve. */
    private @Nullable Peers peers;

    /** The workers among which its requests are counted, also those that end when it no longer serves. */
    private @Nullable Peers countedAmong;

    // Requests in a row that got no success: those without an answer, and those with 502, 503 or 504.
    private int lostInARow;
    private int unavailableInARow;
    private long classesInARow;
    private long rowSinceNanos;
    private String lastFailedClass = "";

    private int ejections;
    private long returnNanos;
    private long healthySinceNanos;
    private boolean ejected;

    /** Whether, and when, it was reported to be failing but kept in service. */
    private boolean kept;

    private boolean servedSinceKept;
    private long keptNanos;

    /** It could serve instead of these from now on; {@code null} if it could not. */
    void comparedWith(@Nullable Peers newPeers) {
        if (newPeers == peers) {
            return;
        }
        if (peers != null) {
            peers.leave(ejected);
        }
        if (newPeers != null) {
            newPeers.enter(ejected);
            countedAmong = newPeers;
        }
        peers = newPeers;
    }

    @Nullable
    Peers peers() {
        return peers;
    }

    Spans spans() {
        return spans;
    }

    /** Counts a request that ended; {@link Outcome#ABORTED} is ignored. */
    void count(Outcome outcome, String requestClass, long nowNanos) {
        if (outcome == Outcome.ABORTED) {
            return;
        }
        int group = requestClass.hashCode() & 63;
        spans.count(outcome, 1L << group, nowNanos);
        if (countedAmong != null) {
            countedAmong.count(this, outcome, group, nowNanos);
        }
        if (outcome != Outcome.SUCCEEDED) {
            lastFailedClass = requestClass;
        }
        if (outcome.isFailure()) {
            row(outcome, group, nowNanos);
        } else {
            endRow();
            servedSinceKept = true;
        }
    }

    private void row(Outcome outcome, int group, long nowNanos) {
        if (outcome == Outcome.ERROR) {
            return;
        }
        if (inARow() == 0) {
            rowSinceNanos = nowNanos;
        }
        classesInARow |= 1L << group;
        if (outcome == Outcome.UNAVAILABLE) {
            unavailableInARow++;
        } else {
            lostInARow++;
        }
    }

    private void endRow() {
        lostInARow = 0;
        unavailableInARow = 0;
        classesInARow = 0;
    }

    private int inARow() {
        return lostInARow + unavailableInARow;
    }

    /**
     * Consecutive requests that the worker failed. A 502, 503 or 504 may be the fault of a class, so it counts against
     * the worker only if other requests got no answer at all, if many classes are affected, or if another worker has
     * served one of these classes since.
     */
    int failuresInARow() {
        boolean isTheWorkers = lostInARow > 0
                || Long.bitCount(classesInARow) >= MANY_CLASSES
                || (peers != null && peers.servedElsewhere(this, classesInARow, rowSinceNanos) != 0);
        return isTheWorkers ? inARow() : 0;
    }

    /** The answers to its consecutive failed requests. */
    String answersInARow() {
        if (unavailableInARow == 0) {
            return "got no answer";
        }
        return lostInARow == 0 ? "got 502, 503 or 504" : "got no answer, or 502, 503 or 504";
    }

    String lastFailedClass() {
        return lastFailedClass;
    }

    boolean isEjected() {
        return ejected;
    }

    int ejections() {
        return ejections;
    }

    /** Nanoseconds until it returns; zero or negative if it is due, or not ejected. */
    long untilReturnNanos(long nowNanos) {
        return ejected ? returnNanos - nowNanos : 0;
    }

    /**
     * Ejects the worker and returns for how long. Each ejection lasts longer than the one before; each base time in
     * good health cancels one of them.
     */
    long eject(EjectionSettings settings, double jitter, long nowNanos) {
        long baseNanos = TimeUnit.MILLISECONDS.toNanos(settings.baseMillis());
        if (ejections > 0) {
            ejections = (int) Math.max(0, ejections - Math.max(0, nowNanos - healthySinceNanos) / baseNanos);
        }
        ejections++;
        long millis = Math.min(settings.baseMillis() * ejections, settings.maxMillis());
        long jittered = Math.max(1, Math.round(millis * (0.9 + 0.2 * jitter)));
        ejected(true);
        returnNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(jittered);
        return jittered;
    }

    private void ejected(boolean isEjected) {
        ejected = isEjected;
        if (peers != null) {
            peers.leftOut(isEjected ? 1 : -1);
        }
    }

    /** Tries it again, with a clean record except for the number of ejections. */
    void readmit(long nowNanos) {
        ejected(false);
        endRow();
        kept = false;
        if (countedAmong != null) {
            countedAmong.forget(spans, nowNanos);
        }
        spans.clear();
        healthySinceNanos = nowNanos;
    }

    /**
     * Whether to report that it is failing but stays in service: once, and again after it has served successfully in
     * between, but not every time.
     */
    boolean isKeptAnew(EjectionSettings settings, long nowNanos) {
        boolean isLong = nowNanos - keptNanos >= TimeUnit.MILLISECONDS.toNanos(settings.baseMillis());
        if (kept && !(servedSinceKept && isLong)) {
            return false;
        }
        kept = true;
        servedSinceKept = false;
        keptNanos = nowNanos;
        return true;
    }
}
