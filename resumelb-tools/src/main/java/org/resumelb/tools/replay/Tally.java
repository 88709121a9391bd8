package org.resumelb.tools.replay;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts answers as they come in. Thread-safe. */
final class Tally {
    private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);

    private final int errorStatus;
    private final Histogram latencyNanos = new ConcurrentHistogram(TimeUnit.MICROSECONDS.toNanos(1), LONGEST_NANOS, 3);
    private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final LongAdder requests = new LongAdder();
    private final LongAdder errors = new LongAdder();

    Tally(int errorStatus) {
        this.errorStatus = errorStatus;
    }

    void answered(int status, long elapsedNanos) {
        latencyNanos.recordValue(Math.min(elapsedNanos, LONGEST_NANOS));
        statuses.computeIfAbsent(status, key -> new LongAdder()).increment();
        if (status >= errorStatus) {
            errors.increment();
        }
        requests.increment();
    }

    void failed(Throwable failure) {
        failures.computeIfAbsent(reason(failure), key -> new LongAdder()).increment();
        errors.increment();
        requests.increment();
    }

    /** Leaves out the exception's message: it often contains a port or an address, and no two would be equal. */
    private static String reason(Throwable failure) {
        return failure.getClass().getSimpleName();
    }

    long requests() {
        return requests.sum();
    }

    long errors() {
        return errors.sum();
    }

    /** To be called after the last answer has been counted. */
    ReplayResult result(long elapsedNanos) {
        return new ReplayResult(
                requests(), errors(), sums(statuses), sums(failures), elapsedNanos, latencyNanos.copy());
    }

    private static <K extends Comparable<K>> Map<K, Long> sums(Map<K, LongAdder> adders) {
        Map<K, Long> sums = new TreeMap<>();
        adders.forEach((key, adder) -> sums.put(key, adder.sum()));
        return sums;
    }
}
