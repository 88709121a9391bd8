package org.resumelb.pool;

import java.util.function.LongSupplier;

/** What everything in a pool looks at: the clock, the settings, and with how many load balancers workers are shared. Guarded by the pool's lock. */
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

    /** How many load balancers share the workers, this one included. */
    int balancers() {
        return balancers;
    }

    void balancers(int count) {
        balancers = requireAtLeast(1, "balancers", count);
    }

    /**
     * Returns a number that is large enough.
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
