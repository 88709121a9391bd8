package org.resumelb.jetty.zookeeper;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.resumelb.discovery.WorkerAddress;

/**
 * Distinguishes workers that left from workers that ZooKeeper merely lost. If a node disappears while all is well, its
 * worker is leaving. If one is missing when ZooKeeper returns, that means little: sessions expired in the meantime, or
 * the server lost its data, and the worker will register again in a moment; until then it is kept. Not thread-safe.
 */
final class LastKnown {
    private final LongSupplier nanoClock;
    private final long patienceNanos;
    private final Map<String, WorkerAddress> known = new LinkedHashMap<>();

    /** When to give up each missing worker, on the clock. */
    private final Map<String, Long> missing = new HashMap<>();

    private boolean away;
    private boolean hidden;
    private boolean unsettled;
    private long unsettledUntil;

    /** Starts without any worker. */
    LastKnown(LongSupplier nanoClock, long patienceNanos) {
        this.nanoClock = nanoClock;
        this.patienceNanos = patienceNanos;
    }

    /** Adds workers known from an earlier run, which have yet to be seen. */
    void remember(Map<String, WorkerAddress> workers) {
        known.putAll(workers);
        workers.keySet().forEach(name -> missing.put(name, nanoClock.getAsLong() + patienceNanos));
    }

    void disconnected() {
        away = true;
    }

    void connected() {
        boolean returns = away;
        away = false;
        waitAgain(returns);
    }

    /** Sets whether a part of the tree is hidden from us; then no worker is given up. */
    void hidden(boolean now) {
        boolean returns = hidden && !now;
        hidden = now;
        if (returns) {
            waitAgain(true);
        }
    }

    private void waitAgain(boolean forAll) {
        long deadline = nanoClock.getAsLong() + patienceNanos;
        missing.replaceAll((name, before) -> deadline);
        if (forAll) {
            unsettled = true;
            unsettledUntil = deadline;
        }
    }

    private boolean isBlind() {
        return away || hidden;
    }

    /** Takes the workers that ZooKeeper shows; returns all that should be members. */
    Map<String, WorkerAddress> update(Map<String, WorkerAddress> shown) {
        long now = nanoClock.getAsLong();
        unsettled &= now - unsettledUntil < 0;
        missing.keySet().removeAll(shown.keySet());
        if (isBlind() || unsettled) {
            known.keySet().stream()
                    .filter(name -> !shown.containsKey(name))
                    .forEach(name -> missing.putIfAbsent(name, now + patienceNanos));
        }
        missing.values().removeIf(deadline -> !isBlind() && now - deadline >= 0);
        known.keySet().removeIf(name -> !shown.containsKey(name) && !missing.containsKey(name));
        missing.keySet().retainAll(known.keySet());
        known.putAll(shown);
        return Map.copyOf(known);
    }

    /** In how many nanoseconds {@link #update} may give up a worker even if nothing is reported. */
    OptionalLong nextDeadlineNanos() {
        if (isBlind()) {
            return OptionalLong.empty();
        }
        long now = nanoClock.getAsLong();
        return missing.values().stream()
                .mapToLong(deadline -> Math.max(deadline - now, 0))
                .min();
    }
}
