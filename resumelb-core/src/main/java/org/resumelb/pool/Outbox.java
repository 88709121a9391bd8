package org.resumelb.pool;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a pool calls code outside of it: without its lock, one call after the other on the thread that
 * caused them, and never one within another, so that a request that ends as soon as it is granted does not deepen the
 * stack. No exception gets past it. Thread-safe.
 */
final class Outbox {
    // One for each pool, since each has its own listener of failures; pools are few and live long.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable ArrayDeque<Call>> pending = new ThreadLocal<>();
    private volatile Consumer<Throwable> onFailure = failure -> {};

    /** One call. */
    @FunctionalInterface
    interface Call {
        void make();

        /** It threw. */
        default void failed() {}
    }

    void onFailure(Consumer<Throwable> listener) {
        onFailure = listener;
    }

    void deliver(List<Call> calls) {
        if (calls.isEmpty()) {
            return;
        }
        ArrayDeque<Call> running = pending.get();
        if (running != null) {
            running.addAll(calls);
            return;
        }
        ArrayDeque<Call> mine = new ArrayDeque<>(calls);
        pending.set(mine);
        try {
            for (Call call = mine.poll(); call != null; call = mine.poll()) {
                make(call);
            }
        } finally {
            pending.remove();
        }
    }

    private void make(Call call) {
        try {
            call.make();
        } catch (Throwable failure) {
            // A caller that ends a request has no part in what becomes of another one.
            attempt(call::failed);
            attempt(() -> onFailure.accept(failure));
        }
    }

    private static void attempt(Runnable cleaning) {
        try {
            cleaning.run();
        } catch (Throwable ignored) {
            // It was told what failed, and cannot even hear it; nobody else is there to tell.
        }
    }
}
