package org.resumelb.pool;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A pool's lock. The outside effects of an action are carried out after the lock has been released. Thread-safe. */
final class Guard {
    private final ReentrantLock lock = new ReentrantLock();
    private final Outbox outbox;

    Guard(Outbox outbox) {
        this.outbox = outbox;
    }

    void run(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    <T extends @Nullable Object> T read(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Runs an action that may cause effects. */
    void cause(Consumer<Effects> action) {
        ask(effects -> {
            action.accept(effects);
            return effects;
        });
    }

    /** Runs an action that returns a value and may cause effects. */
    <T extends @Nullable Object> T ask(Function<Effects, T> action) {
        Effects effects = new Effects();
        T result;
        lock.lock();
        try {
            result = action.apply(effects);
        } finally {
            lock.unlock();
        }
        outbox.deliver(effects.calls());
        return result;
    }
}
