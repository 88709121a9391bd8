package org.resumelb.jetty.proxy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a request's client leaves, from when it has nothing more to send until the exchange ends; it can be paused
 * meanwhile. Thread-safe.
 */
final class ClientWatch {
    private final HttpServletRequest request;
    private final Scheduler scheduler;
    private final Supplier<@Nullable CompletableFuture<?>> probe;
    private final Consumer<Throwable> onDeparture;

    // Guarded by this.
    private boolean over;
    private @Nullable ClientDisconnectWatch present;

    /**
     * Watches nothing yet.
     *
     * @param probe as of {@link ClientDisconnectWatch#begin}
     * @param onDeparture told once, by any thread, when the client has left
     */
    ClientWatch(
            HttpServletRequest request,
            Scheduler scheduler,
            Supplier<@Nullable CompletableFuture<?>> probe,
            Consumer<Throwable> onDeparture) {
        this.request = request;
        this.scheduler = scheduler;
        this.probe = probe;
        this.onDeparture = onDeparture;
    }

    synchronized void begin() {
        if (!over && present == null) {
            present = ClientDisconnectWatch.begin(request, scheduler, probe, onDeparture);
        }
    }

    synchronized void pause() {
        ClientDisconnectWatch ending = present;
        present = null;
        if (ending != null) {
            ending.end();
        }
    }

    synchronized void end() {
        over = true;
        pause();
    }
}
