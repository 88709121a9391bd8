package org.resumelb.jetty.proxy;

import io.opentelemetry.api.trace.Span;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.request.RequestAttributes;
import org.resumelb.pool.Lease;

/**
 * Notes what logs and traces want to know of a request: in its attributes, if there is a request log, and in the span that
 * an agent of OpenTelemetry, or somebody else, has made of it. In the hands of the thread that has the exchange.
 */
final class RequestRecord {
    private static final String WAITED = "waited";

    private final Request request;
    private final boolean kept;
    private final @Nullable Span span;
    private long waitsSinceNanos;
    private long waitedNanos;
    private long sentNanos;
    private int attempts;

    RequestRecord(Request request, String requestClass, String id, String client) {
        this.request = request;
        this.kept = request.getConnectionMetaData().getConnector().getServer().getRequestLog() != null;
        Span current = Span.current();
        this.span = current.isRecording() ? current : null;
        put(RequestAttributes.REQUEST_ID, id);
        put(RequestAttributes.CLASS, requestClass);
        put(RequestAttributes.CLIENT, client);
        trace("resumelb.class", requestClass);
    }

    /** The request begins to wait for a worker. */
    void waits() {
        waitsSinceNanos = System.nanoTime();
    }

    /** The wait is over, with a worker or without one. */
    void endsWaiting() {
        if (waitsSinceNanos != 0) {
            waitedNanos += System.nanoTime() - waitsSinceNanos;
            waitsSinceNanos = 0;
        }
        put(RequestAttributes.WAIT_MILLIS, TimeUnit.NANOSECONDS.toMillis(waitedNanos));
    }

    /** The request is about to be sent to a worker. */
    void sends(Lease lease) {
        endsWaiting();
        attempts++;
        sentNanos = System.nanoTime();
        String worker = lease.worker().name();
        String decision = lease.waitedNanos() > 0 ? WAITED : lease.selection().word();
        put(RequestAttributes.WORKER, worker);
        put(RequestAttributes.DECISION, decision);
        put(RequestAttributes.ATTEMPTS, attempts);
        trace("resumelb.worker", worker);
        trace("resumelb.decision", decision);
    }

    private void trace(String name, String value) {
        if (span != null) {
            var unused = span.setAttribute(name, value);
        }
    }

    /** The attempt is over. */
    void ends() {
        put(RequestAttributes.WORKER_MILLIS, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sentNanos));
    }

    private void put(String name, Object value) {
        if (kept) {
            // The container's own request, not the servlet's: it is nobody else's later, whenever this is called.
            var unused = request.setAttribute(name, value);
        }
    }
}
