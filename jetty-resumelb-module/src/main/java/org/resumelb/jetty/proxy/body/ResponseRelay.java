package org.resumelb.jetty.proxy.body;

import java.net.ProtocolException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.client.WorkerCall;

/**
 * Relays a response's body to the client: one chunk at a time, written as it comes without copying; the next is read
 * when it has been written, so that a slow client slows the worker. The head goes with the first chunk, or alone if that is
 * not there yet. Written below the servlet's output stream, which
 * would tell of each write in a thread of the pool.
 *
 * <p>Not thread-safe: reading and writing alternate, each causing the next; {@link #isHeldUp} and {@link #abandon}
 * excepted.
 */
public final class ResponseRelay implements Callback, Runnable {
    private final Response response;
    private final long length;
    private final boolean endsAtLength;
    private final Consumer<Throwable> onFailure;

    /** Idle, writing, or what is to be done when it is idle again. */
    private final AtomicReference<Runnable> state = new AtomicReference<>(Mark.IDLE);

    /** Whether the present write has ended, or whoever began it has left. */
    private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.BEGUN);

    private @Nullable WorkerCall call;
    private Content.@Nullable Source source;
    private Content.@Nullable Chunk chunk;
    private long bytes;
    private boolean begun;

    /** That nothing is to be done. */
    private enum Mark implements Runnable {
        IDLE,
        WRITING;

        @Override
        public void run() {
            // Nobody waits for the end of a write.
        }
    }

    /** Who goes on when a chunk is written: the loop that wrote it, or, when that has returned, the write's end. */
    private enum Turn {
        BEGUN,
        WRITTEN,
        LEFT
    }

    /**
     * Makes a relay.
     *
     * @param length how long the body is to be, in bytes; -1 when nobody knows
     * @param endsAtLength whether nothing, such as trailers, comes behind that
     * @param onFailure told when the client cannot be written to
     */
    public ResponseRelay(Response response, long length, boolean endsAtLength, Consumer<Throwable> onFailure) {
        this.response = response;
        this.length = length;
        this.endsAtLength = endsAtLength;
        this.onFailure = onFailure;
    }

    /** Relays the body of a worker's answer, behind the interim answers before it. */
    public void begin(WorkerCall newCall, Content.Source newSource, InterimAnswers interimAnswers) {
        call = newCall;
        source = newSource;
        if (interimAnswers.areWritten()) {
            run();
        } else {
            interimAnswers.then(this::writeHead);
        }
    }

    private void writeHead() {
        write(Content.Chunk.EMPTY);
        if (!turn.compareAndSet(Turn.BEGUN, Turn.LEFT)) {
            Objects.requireNonNull(source).demand(this);
        }
    }

    /** Relays what there is. */
    @Override
    public void run() {
        Content.Source from = Objects.requireNonNull(source);
        while (true) {
            Content.Chunk next = from.read();
            if (next == null && begun) {
                from.demand(this);
                return;
            }
            if (next == null) {
                // The head does not wait for a body that takes its time.
                next = Content.Chunk.EMPTY;
            }
            if (Content.Chunk.isFailure(next)) {
                fail(from, next);
                return;
            }
            if (next.isLast() && !next.hasRemaining()) {
                next.release();
                return;
            }
            if (length >= 0 && bytes + next.remaining() > length) {
                next.release();
                from.fail(new ProtocolException("longer than announced"));
                return;
            }
            write(next);
            if (turn.compareAndSet(Turn.BEGUN, Turn.LEFT)) {
                return;
            }
        }
    }

    private void fail(Content.Source from, Content.Chunk failed) {
        Objects.requireNonNull(call).abort(failed.getFailure());
        if (!failed.isLast()) {
            from.fail(failed.getFailure());
        }
    }

    private void write(Content.Chunk next) {
        begun = true;
        bytes += next.remaining();
        chunk = next;
        turn.set(Turn.BEGUN);
        state.set(Mark.WRITING);
        try {
            response.write(endsAtLength && bytes == length, next.getByteBuffer(), this);
        } catch (IllegalStateException e) {
            // The container has ended the request.
            failed(e);
        }
    }

    /** Runs a step, the last there is, when what was to be relayed is written, or could not be. */
    public void then(Runnable step) {
        if (!state.compareAndSet(Mark.WRITING, step)) {
            step.run();
        }
    }

    /** How many bytes there were to relay so far. */
    public long bytes() {
        return bytes;
    }

    /** Whether the client has not taken yet what there is for it. May be called by any thread. */
    public boolean isHeldUp() {
        return state.get() != Mark.IDLE;
    }

    /** The client is gone: nobody need wait for what was to be relayed. May be called by any thread. */
    public void abandon() {
        state.getAndSet(Mark.IDLE).run();
    }

    @Override
    public void succeeded() {
        release();
        Runnable next = state.getAndSet(Mark.IDLE);
        if (!turn.compareAndSet(Turn.BEGUN, Turn.WRITTEN)) {
            Objects.requireNonNull(source).demand(this);
        }
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
