package org.resumelb.pool;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The only place where a pool calls outside code: without its lock, one call after the other on the thread that caused
 * them, and never one within another, so that a request that ends as soon as it is granted does not deepen the stack.
 * Catches every exception. Thread-safe.
 */
final class Outbox {
    /** The calls that the present thread still has to make, for whichever pool; absent while it makes none. */
    private static final ThreadLocal<@Nullable Pending> PENDING = new ThreadLocal<>();

    private volatile Consumer<Throwable> onFailure = failure -> {};

    /** One call. */
    @FunctionalInterface
    interface Call {
        void make();

        /** Called if it threw. */
        default void failed() {}
    }

    void onFailure(Consumer<Throwable> listener) {
        onFailure = listener;
    }

    void deliver(List<Call> calls) {
        if (calls.isEmpty()) {
            return;
        }
        Pending running = PENDING.get();
        if (running != null) {
            running.add(() -> calls.forEach(this::make));
            return;
        }
        Pending mine = new Pending();
        PENDING.set(mine);
        try {
            calls.forEach(this::make);
            mine.run();
        } finally {
            PENDING.remove();
        }
    }

    /** What was caused during another call; usually nothing. Not thread-safe. */
    private static final class Pending {
        private @Nullable ArrayDeque<Runnable> later;

        void add(Runnable calls) {
            ArrayDeque<Runnable> queue = later;
            if (queue == null) {
                queue = new ArrayDeque<>();
                later = queue;
            }
            queue.add(calls);
        }

        void run() {
            for (Runnable next = next(); next != null; next = next()) {
                next.run();
            }
        }

        private @Nullable Runnable next() {
            return later == null ? null : later.poll();
        }
    }

    private void make(Call call) {
        try {
            call.make();
        } catch (Throwable failure) {
            // A caller that ends a request has no part in what becomes of another one.
            attempt(call::failed);
            failed(failure);
        }
    }

    /** Reports an exception of outside code. */
    void failed(Throwable failure) {
        attempt(() -> onFailure.accept(failure));
    }

    private static void attempt(Runnable cleaning) {
        try {
            cleaning.run();
        } catch (Throwable ignored) {
            // It was told what failed, and cannot even hear it; nobody else is there to tell.
        }
    }
}
