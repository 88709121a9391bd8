package org.resumelb.jetty.proxy.body;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads on what a client sends though it has been answered, and throws it away: if the connection was closed at once, the
 * client's system would throw away the answer (RFC 9112, section 9.6), and over HTTP/2 each frame that is under way to a
 * stream that was reset counts as an offence. Ends with the body, with the client, or after a while. Thread-safe.
 */
public final class BodyDiscard {
    private static final long LIMIT_MILLIS = 5_000;

    private final ClientBody body;
    private final int turn;
    private final Scheduler scheduler;
    private final Runnable onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();
    private Scheduler.Task limit = () -> false;

    public BodyDiscard(ClientBody body, Scheduler scheduler, Runnable onEnd) {
        this.body = body;
        turn = body.takeTurn();
        this.scheduler = scheduler;
        this.onEnd = onEnd;
    }

    public void begin() {
        limit = scheduler.schedule(this::end, LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        next();
    }

    private void next() {
        while (!ended.get()) {
            Content.Chunk chunk = body.read(turn);
            if (chunk == null) {
                body.demand(turn, this::next);
                return;
            }
            boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk);
            chunk.release();
            if (last) {
                end();
            }
        }
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            limit.cancel();
            onEnd.run();
        }
    }
}
