package org.resumelb.jetty.proxy.body;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Relays a response's body to the client: one chunk at a time, written as it comes without copying; the next is asked
 * for when it has been written, so that a slow client slows the worker. Written below the servlet's output stream, which
 * would tell of each write in a thread of the pool.
 *
 * <p>Not thread-safe: the client's events and the container's alternate, each causing the next; {@link #isHeldUp} and
 * {@link #abandon} excepted.
 */
public final class ResponseRelay implements Callback {
    private static final Runnable IDLE = () -> {};
    private static final Runnable WRITING = () -> {};

    private final Response response;
    private final Consumer<Throwable> onFailure;

    /** Idle, writing, or what is to be done when it is idle again. */
    private final AtomicReference<Runnable> state = new AtomicReference<>(IDLE);

    private Content.@Nullable Chunk chunk;
    private @Nullable Runnable demander;
    private long bytes;

    /** Makes a relay that reports when the client cannot be written to. */
    public ResponseRelay(Response response, Consumer<Throwable> onFailure) {
        this.response = response;
        this.onFailure = onFailure;
    }

    /** Relays a chunk, which it releases, and then asks for the next. */
    public void relay(Content.Chunk next, Runnable nextDemander) {
        bytes += next.remaining();
        chunk = next;
        demander = nextDemander;
        state.set(WRITING);
        try {
            response.write(false, next.getByteBuffer(), this);
        } catch (IllegalStateException e) {
            // The container has ended the request.
            failed(e);
        }
    }

    /** Runs a step, the last there is, when what was to be relayed is written, or could not be. */
    public void then(Runnable step) {
        if (!state.compareAndSet(WRITING, step)) {
            step.run();
        }
    }

    /** How many bytes there were to relay so far. */
    public long bytes() {
        return bytes;
    }

    /** Whether the client has not taken yet what there is for it. May be called by any thread. */
    public boolean isHeldUp() {
        return state.get() != IDLE;
    }

    /** The client is gone: nobody need wait for what was to be relayed. May be called by any thread. */
    public void abandon() {
        state.getAndSet(IDLE).run();
    }

    @Override
    public void succeeded() {
        Runnable demand = Objects.requireNonNull(demander);
        release();
        Runnable next = state.getAndSet(IDLE);
        // The next chunk may come at once.
        demand.run();
        next.run();
    }

    @Override
    public void failed(Throwable failure) {
        release();
        onFailure.accept(failure);
        abandon();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    private void release() {
        Content.Chunk written = chunk;
        chunk = null;
        if (written != null) {
            written.release();
        }
    }
}
