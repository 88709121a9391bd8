package org.resumelb.jetty.proxy.body;

import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Relays a response's body to the client: one chunk at a time, written as it comes without copying; the next is asked
 * for when it has been written, so that a slow client slows the worker. Not thread-safe: the client's events and the
 * container's alternate, each causing the next;
 * {@link #abandon} and {@link #discard} excepted.
 */
public final class ResponseRelay implements WriteListener {
    private final HttpOutput output;
    private final Consumer<Throwable> onFailure;
    private boolean listening;
    private final AtomicReference<Content.@Nullable Chunk> chunk = new AtomicReference<>();
    private @Nullable Runnable demander;
    private boolean written;
    private long bytes;
    private volatile CompletableFuture<@Nullable Void> idle = CompletableFuture.completedFuture(null);

    /** Makes a relay that reports when the client cannot be written to. */
    public ResponseRelay(HttpOutput output, Consumer<Throwable> onFailure) {
        this.output = output;
        this.onFailure = onFailure;
    }

    public void relay(Content.Chunk next, Runnable nextDemander) {
        next.retain();
        bytes += next.remaining();
        chunk.set(next);
        demander = nextDemander;
        written = false;
        idle = new CompletableFuture<>();
        if (listening) {
            write();
        } else {
            listening = true;
            listen();
        }
    }

    private void listen() {
        try {
            output.setWriteListener(this);
        } catch (IllegalStateException e) {
            // The container has ended the request.
            onError(e);
        }
    }

    /** Runs a step when what was to be relayed is written, or could not be. */
    public void then(Runnable step) {
        if (idle.isDone()) {
            step.run();
        } else {
            var unused = idle.whenComplete((result, failure) -> step.run());
        }
    }

    /** How many bytes there were to relay so far. */
    public long bytes() {
        return bytes;
    }

    /** Whether the client has not taken yet what there is for it. May be called by any thread. */
    public boolean isHeldUp() {
        return !idle.isDone();
    }

    /** The client is gone: nobody need wait for what was to be relayed. May be called by any thread. */
    public void abandon() {
        idle.complete(null);
    }

    private void write() {
        try {
            onWritePossible();
        } catch (IOException | RuntimeException e) {
            onError(e);
        }
    }

    @Override
    public void onWritePossible() throws IOException {
        Content.Chunk current = chunk.get();
        if (current == null) {
            return;
        }
        if (!written) {
            written = true;
            output.write(current.getByteBuffer());
            if (!output.isReady()) {
                return;
            }
        }
        Runnable demand = Objects.requireNonNull(demander);
        CompletableFuture<@Nullable Void> done = idle;
        release();
        demand.run();
        done.complete(null);
    }

    @Override
    public void onError(Throwable failure) {
        CompletableFuture<@Nullable Void> done = idle;
        release();
        onFailure.accept(failure);
        done.complete(null);
    }

    /**
     * The container has ended the request, and writes nothing any more: it need not tell of a write that it has cut. May be
     * called by any thread.
     */
    public void discard() {
        release();
        idle.complete(null);
    }

    private void release() {
        Content.Chunk current = chunk.getAndSet(null);
        if (current != null) {
            current.release();
        }
    }
}
