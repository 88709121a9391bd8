package org.resumelb.pool;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the number of waiting requests. When the room is full, the newest request of the class that fills it most has
 * to go, as in longest queue drop (McKenney, "Stochastic fairness queueing", 1990). The more classes a client has
 * waiting, the more each of its requests counts, so that a client that invents classes does not push the others out.
 * Guarded by the pool's lock.
 */
final class WaitingRoom {
    private static final Comparator<ClassLine> LEAST_CHARGED_FIRST =
            Comparator.<ClassLine>comparingLong(line -> line.charge).thenComparing(line -> line.requestClass);

    private final Map<String, ClassLine> classes = new HashMap<>();
    private final TreeSet<ClassLine> byCharge = new TreeSet<>(LEAST_CHARGED_FIRST);

    /** For each client, the number of waiting requests of each class. */
    private final Map<String, Map<String, Integer>> clients = new HashMap<>();

    private int max = Integer.MAX_VALUE;
    private int size;

    void max(int requests) {
        max = PoolContext.requireAtLeast(0, "requests", requests);
    }

    int size() {
        return size;
    }

    /** When the longest waiting request arrived; the given time if none waits. */
    long oldestNanos(long nowNanos) {
        long oldest = nowNanos;
        for (ClassLine line : byCharge) {
            long arrived = line.line.firstEntry().getValue().arrivedNanos;
            oldest = arrived - oldest < 0 ? arrived : oldest;
        }
        return oldest;
    }

    /** Which request has to go to let another one in: {@code null} for none, a waiting one, or the request itself. */
    @Nullable
    Waiter displacedBy(Waiter waiter) {
        waiter.clientClasses(classesOf(waiter) + (waitsInClass(waiter) ? 0 : 1));
        if (size < max) {
            return null;
        }
        if (byCharge.isEmpty()) {
            return waiter;
        }
        ClassLine fullest = byCharge.last();
        ClassLine own = classes.get(waiter.request.requestClass());
        long charge = (own == null ? 0 : own.charge) + waiter.clientClasses();
        return own == fullest || charge >= fullest.charge
                ? waiter
                : fullest.line.lastEntry().getValue();
    }

    void enter(Waiter waiter) {
        ClassLine line = classes.computeIfAbsent(waiter.request.requestClass(), ClassLine::new);
        byCharge.remove(line);
        line.line.put(waiter.number, waiter);
        line.charge += waiter.clientClasses();
        byCharge.add(line);
        if (isKnown(waiter)) {
            clients.computeIfAbsent(waiter.request.client(), name -> new HashMap<>())
                    .merge(waiter.request.requestClass(), 1, Integer::sum);
        }
        size++;
    }

    void leave(Waiter waiter) {
        ClassLine line = classes.get(waiter.request.requestClass());
        if (line == null || line.line.remove(waiter.number) == null) {
            throw new IllegalStateException("the request does not wait");
        }
        byCharge.remove(line);
        line.charge -= waiter.clientClasses();
        if (line.line.isEmpty()) {
            classes.remove(line.requestClass);
        } else {
            byCharge.add(line);
        }
        if (isKnown(waiter)) {
            clients.computeIfPresent(waiter.request.client(), (client, waiting) -> {
                waiting.computeIfPresent(waiter.request.requestClass(), (name, n) -> n == 1 ? null : n - 1);
                return waiting.isEmpty() ? null : waiting;
            });
        }
        size--;
    }

    private static boolean isKnown(Waiter waiter) {
        return !waiter.request.client().isEmpty();
    }

    private int classesOf(Waiter waiter) {
        return clients.getOrDefault(waiter.request.client(), Map.of()).size();
    }

    private boolean waitsInClass(Waiter waiter) {
        return clients.getOrDefault(waiter.request.client(), Map.of()).containsKey(waiter.request.requestClass());
    }

    /** The requests of one class, oldest first. */
    private static final class ClassLine {
        final String requestClass;
        final TreeMap<Long, Waiter> line = new TreeMap<>();
        long charge;

        ClassLine(String requestClass) {
            this.requestClass = requestClass;
        }
    }
}
