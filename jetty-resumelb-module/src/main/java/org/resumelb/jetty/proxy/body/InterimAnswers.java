package org.resumelb.jetty.proxy.body;

import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Interim answers on their way to the client; the answer itself is written behind them. When the client does not read,
 * few are kept for it and further ones are dropped. Thread-safe under its monitor.
 */
public final class InterimAnswers {
    /** How many wait to be written; further ones would fill the memory. */
    private static final int MAX_PENDING = 64;

    private static final CompletableFuture<?> NONE = CompletableFuture.completedFuture(null);

    private final ServletContextResponse response;
    private final boolean understood;

    // Guarded by this.
    private CompletableFuture<?> written = NONE;
    private int pending;
    private boolean closed;

    /** Makes a relay to a client, which may not know of interim answers. */
    public InterimAnswers(ServletContextResponse response, boolean understood) {
        this.response = response;
        this.understood = understood;
    }

    /**
     * Writes one behind those before it, unless the answer itself has begun. A client that cannot be written to is
     * noticed with the answer itself.
     */
    public synchronized void relay(int status, HttpFields headers) {
        if (understood && !closed && pending < MAX_PENDING) {
            pending++;
            written = written.handle((done, failure) -> done)
                    .thenCompose(before -> response.writeInterim(status, headers))
                    .whenComplete((done, failure) -> written());
        }
    }

    /**
     * Writes one that says nothing, 102 Processing, which clients ignore (RFC 9110, section 15.2): it fails when nobody
     * is there to read it, though perhaps only the one after it.
     *
     * @return tells when it is written, or could not be; {@code null} when it may not be sent: the answer has begun, or the
     *     client does not know of interim answers
     */
    public synchronized @Nullable CompletableFuture<?> probe() {
        if (!understood || closed) {
            return null;
        }
        relay(HttpStatus.PROCESSING_102, HttpFields.EMPTY);
        return written;
    }

    private synchronized void written() {
        pending--;
    }

    /** No more may come: the answer itself begins. */
    public synchronized void close() {
        closed = true;
    }

    /** Whether all are written, or could not be. */
    public synchronized boolean areWritten() {
        return written.isDone();
    }

    /** Runs a step when all are written, or could not be. */
    public void then(Runnable step) {
        CompletableFuture<?> last;
        synchronized (this) {
            last = written;
        }
        if (last.isDone()) {
            step.run();
        } else {
            var unused = last.whenComplete((result, failure) -> step.run());
        }
    }
}
