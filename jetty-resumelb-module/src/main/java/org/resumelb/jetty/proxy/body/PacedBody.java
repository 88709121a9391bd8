package org.resumelb.jetty.proxy.body;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.client.RequestBody;

/**
 * A request body that has to come at a least rate on average, so that clients that trickle do not hold workers' places.
 * Only time in which the client is waited for counts, not that in which the worker takes what there is. The first
 * seconds are free. A body that is there at once costs no timer, any other one at a time.
 *
 * <p>Thread-safe: its monitor guards its counts; nothing is called while it is held.
 */
public final class PacedBody implements RequestBody {
    static final long FREE_SECONDS = 10;
    private static final long FREE_NANOS = TimeUnit.SECONDS.toNanos(FREE_SECONDS);

    private final RequestBody body;
    private final int bytesPerSecond;
    private final Scheduler scheduler;
    private final LongSupplier nanoTime;
    private final Consumer<TimeoutException> onTooSlow;

    // Guarded by this.
    private long bytes;
    private long waitedNanos;
    private boolean waiting;
    private long waitingSinceNanos;
    private boolean ended;
    private Scheduler.@Nullable Task check;

    /**
     * Watches a body.
     *
     * @param bytesPerSecond the least rate, more than 0
     * @param onTooSlow told once when it came more slowly; the body itself is left as it is
     */
    public PacedBody(
            RequestBody body,
            int bytesPerSecond,
            Scheduler scheduler,
            LongSupplier nanoTime,
            Consumer<TimeoutException> onTooSlow) {
        this.body = body;
        this.bytesPerSecond = bytesPerSecond;
        this.scheduler = scheduler;
        this.nanoTime = nanoTime;
        this.onTooSlow = onTooSlow;
    }

    @Override
    public Content.@Nullable Chunk read() {
        Content.Chunk chunk = body.read();
        if (chunk != null) {
            came(chunk.remaining(), chunk.isLast() || Content.Chunk.isFailure(chunk));
        }
        return chunk;
    }

    @Override
    public void demand(Runnable demandCallback) {
        begin();
        body.demand(() -> {
            pause();
            demandCallback.run();
        });
    }

    private synchronized void begin() {
        if (!ended && !waiting) {
            waiting = true;
            waitingSinceNanos = nanoTime.getAsLong();
            if (check == null) {
                check = scheduler.schedule(this::check, FREE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private synchronized void pause() {
        if (waiting) {
            waiting = false;
            waitedNanos += nanoTime.getAsLong() - waitingSinceNanos;
        }
    }

    private synchronized void came(int more, boolean last) {
        bytes += more;
        if (last) {
            end();
        }
    }

    private synchronized void end() {
        ended = true;
        if (check != null) {
            check.cancel();
        }
    }

    private void check() {
        TimeoutException tooSlow = null;
        synchronized (this) {
            if (ended) {
                return;
            }
            long now = nanoTime.getAsLong();
            long waited = waitedNanos + (waiting ? now - waitingSinceNanos : 0);
            // The time that the bytes so far may have taken.
            long allowedNanos = FREE_NANOS + TimeUnit.MILLISECONDS.toNanos(1_000 * bytes / bytesPerSecond);
            if (waiting && waited >= allowedNanos) {
                ended = true;
                tooSlow = new TimeoutException("a body of " + bytes + " bytes in " + waited / 1_000_000
                        + " ms of waiting (expected: " + bytesPerSecond + " bytes/s)");
            } else {
                long rest = Math.max(TimeUnit.SECONDS.toNanos(1), allowedNanos - waited);
                check = scheduler.schedule(this::check, rest, TimeUnit.NANOSECONDS);
            }
        }
        if (tooSlow != null) {
            onTooSlow.accept(tooSlow);
        }
    }

    @Override
    public void fail(Throwable failure) {
        end();
        body.fail(failure);
    }

    @Override
    public @Nullable HttpFields trailers() {
        return body.trailers();
    }

    @Override
    public long getLength() {
        return body.getLength();
    }
}
