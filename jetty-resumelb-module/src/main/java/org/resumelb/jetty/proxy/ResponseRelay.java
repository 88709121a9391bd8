package org.resumelb.jetty.proxy;

import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Relays a response's body to the client: one chunk at a time, written as it comes without copying; the next is asked
 * for when it has been written, so that a slow client slows the worker. Not thread-safe: the client's events and the
 * container's alternate, each causing the next.
 */
final class ResponseRelay implements WriteListener {
    private final HttpOutput output;
    private final Consumer<Throwable> onFailure;
    private boolean listening;
    private Content.@Nullable Chunk chunk;
    private @Nullable Runnable demander;
    private boolean written;

    /** Makes a relay that reports when the client cannot be written to. */
    ResponseRelay(HttpOutput output, Consumer<Throwable> onFailure) {
        this.output = output;
        this.onFailure = onFailure;
    }

    void relay(Content.Chunk next, Runnable nextDemander) {
        next.retain();
        chunk = next;
        demander = nextDemander;
        written = false;
        if (listening) {
            write();
        } else {
            listening = true;
            output.setWriteListener(this);
        }
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
        Content.Chunk current = chunk;
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
        release();
        demand.run();
    }

    @Override
    public void onError(Throwable failure) {
        release();
        onFailure.accept(failure);
    }

    private void release() {
        Content.Chunk current = chunk;
        chunk = null;
        demander = null;
        if (current != null) {
            current.release();
        }
    }
}
