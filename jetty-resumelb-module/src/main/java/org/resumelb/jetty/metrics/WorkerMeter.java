package org.resumelb.jetty.metrics;

import java.util.concurrent.atomic.LongAdder;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Selection;

/** What is counted of one worker. Thread-safe without a lock. */
final class WorkerMeter {
    private final LongAdder[] ended = adders(Outcome.values().length);
    private final LongAdder[] selected = adders(Selection.values().length);
    private final LongAdder waited = new LongAdder();
    private final LongAdder ejected = new LongAdder();

    /** Since when it is no member; 0 while it is one. Read and written by the sampler only. */
    private long absentSinceMillis;

    static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        for (int i = 0; i < count; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }

    void selected(Lease lease) {
        if (lease.waitedNanos() > 0) {
            waited.increment();
        } else {
            selected[lease.selection().ordinal()].increment();
        }
    }

    void ended(Outcome outcome) {
        ended[outcome.ordinal()].increment();
    }

    void ejected() {
        ejected.increment();
    }

    long ended(int outcome) {
        return ended[outcome].sum();
    }

    /** Requests that it got at once. */
    long selected(Selection selection) {
        return selected[selection.ordinal()].sum();
    }

    /** Requests that it got after they had waited. */
    long waited() {
        return waited.sum();
    }

    long ejections() {
        return ejected.sum();
    }

    long requests() {
        long sum = 0;
        for (LongAdder each : ended) {
            sum += each.sum();
        }
        return sum;
    }

    /** Requests that it failed, as health counts them. */
    long failures() {
        return ended(Outcome.FAILED.ordinal()) + ended(Outcome.UNAVAILABLE.ordinal());
    }

    /** Notes whether the worker is a member; returns for how many milliseconds it has not been one. */
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
