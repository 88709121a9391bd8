package org.resumelb.pool;

import java.util.function.LongSupplier;

/**
 * What every part of a pool uses: the clock, the settings, and the number of load balancers that share the workers.
 * Guarded by the pool's lock.
 */
final class PoolContext {
    private final LongSupplier nanoClock;
    private PoolSettings settings;
    private int balancers = 1;

    PoolContext(LongSupplier nanoClock, PoolSettings settings) {
        this.nanoClock = nanoClock;
        this.settings = settings;
    }

    long nanoTime() {
        return nanoClock.getAsLong();
    }

    PoolSettings settings() {
        return settings;
    }

    void settings(PoolSettings newSettings) {
        settings = newSettings;
    }

    /** The number of load balancers that share the workers, including this one. */
    int balancers() {
        return balancers;
    }

    void balancers(int count) {
        balancers = requireAtLeast(1, "balancers", count);
    }

    /**
     * Returns the value if it is large enough.
     *
     * @throws IllegalArgumentException if it is not
     */
    static int requireAtLeast(int min, String name, int value) {
        if (value < min) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: a whole number >= " + min + ")");
        }
        return value;
    }

    double workerDecay() {
        return 1 - 1.0 / (2.0 * settings.backlogHistory());
    }
}
