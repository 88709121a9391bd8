package org.resumelb.jetty.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** A counter for each constant of an enumeration. Thread-safe without a lock. */
final class Counters<E extends Enum<E>> {
    /** Complete from the beginning, so that only the adders change. */
    private final Map<E, LongAdder> adders;

    Counters(Class<E> type) {
        adders = new EnumMap<>(type);
        for (E each : type.getEnumConstants()) {
            adders.put(each, new LongAdder());
        }
    }

    private LongAdder adder(E which) {
        return Objects.requireNonNull(adders.get(which));
    }

    void increment(E which) {
        adder(which).increment();
    }

    long get(E which) {
        return adder(which).sum();
    }

    long sum() {
        long sum = 0;
        for (LongAdder adder : adders.values()) {
            sum += adder.sum();
        }
        return sum;
    }

    /** All present counts. */
    Map<E, Long> read() {
        Map<E, Long> counts = new EnumMap<>(adders.keySet().iterator().next().getDeclaringClass());
        adders.forEach((which, adder) -> counts.put(which, adder.sum()));
        return counts;
    }

    /** What was counted between two readings. */
    static <E extends Enum<E>> Map<E, Long> differences(Map<E, Long> before, Map<E, Long> after) {
        Map<E, Long> differences = new EnumMap<>(after);
        differences.replaceAll((which, count) -> count - before.getOrDefault(which, 0L));
        return differences;
    }
}
