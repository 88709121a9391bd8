package org.resumelb.jetty.metrics;

import java.util.concurrent.atomic.LongAdder;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Selection;

/** Counts for one worker. Thread-safe without a lock. */
final class WorkerMeter {
    private final Counters<Outcome> ended = new Counters<>(Outcome.class);
    private final Counters<Selection> selected = new Counters<>(Selection.class);
    private final LongAdder waited = new LongAdder();
    private final LongAdder ejected = new LongAdder();

    /** When it stopped being a member; 0 while it is one. Accessed only by the sampler. */
    private long absentSinceMillis;

    void selected(Lease lease) {
        if (lease.waitedNanos() > 0) {
            waited.increment();
        } else {
            selected.increment(lease.selection());
        }
    }

    void ended(Outcome outcome) {
        ended.increment(outcome);
    }

    void ejected() {
        ejected.increment();
    }

    long endedWith(Outcome outcome) {
        return ended.get(outcome);
    }

    /** Requests that it got immediately. */
    long selected(Selection selection) {
        return selected.get(selection);
    }

    /** Requests that it got after they had waited. */
    long waited() {
        return waited.sum();
    }

    long ejections() {
        return ejected.sum();
    }

    long requests() {
        return ended.sum();
    }

    /** Requests that it failed, as counted for its health. */
    long failures() {
        return endedWith(Outcome.FAILED) + endedWith(Outcome.UNAVAILABLE);
    }

    /** Records whether the worker is a member; returns for how many milliseconds it has not been one. */
    long absentMillis(boolean isMember, long nowMillis) {
        if (isMember) {
            absentSinceMillis = 0;
            return 0;
        }
        if (absentSinceMillis == 0) {
            absentSinceMillis = nowMillis;
        }
        return nowMillis - absentSinceMillis;
    }
}
