package org.resumelb.jetty.connector;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes HTTP/1.1 connections on which the head of a request takes too long in total: Jetty's idle timeout starts again
 * with each byte. All connections are checked periodically, so that requests cost nothing; a head may take slightly
 * longer than its time. A connection that is idle between requests is left to the idle timeout. A connection with TLS,
 * or behind the PROXY protocol, that has not reached HTTP yet counts as one whose head is arriving.
 *
 * <p>Sweeps never overlap, so only one thread at a time touches what they remember. What they read of connections may
 * be slightly out of date.
 */
final class HeadTimeouts extends AbstractLifeCycle {
    private static final Logger LOG = LoggerFactory.getLogger(HeadTimeouts.class);
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Server server;
    private final Scheduler scheduler;
    private final long timeoutNanos;
    private final long pauseMillis;
    private final LongSupplier nanoTime;
    private IdentityHashMap<EndPoint, Waiting> known = new IdentityHashMap<>();
    private volatile Scheduler.@Nullable Task next;

    HeadTimeouts(Server server, Scheduler scheduler, long timeoutMillis, LongSupplier nanoTime) {
        this.server = server;
        this.scheduler = scheduler;
        this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        this.pauseMillis = Math.max(1, Math.min(LONGEST_PAUSE_MILLIS, timeoutMillis / 4));
        this.nanoTime = nanoTime;
    }

    @Override
    protected void doStart() {
        schedule();
    }

    @Override
    protected void doStop() {
        Scheduler.Task task = next;
        if (task != null) {
            task.cancel();
        }
    }

    private void schedule() {
        next = scheduler.schedule(this::run, pauseMillis, TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            sweep();
        } catch (RuntimeException e) {
            LOG.warn("The check for slow request heads failed and will be repeated", e);
        }
        if (isRunning() || isStarting()) {
            schedule();
        }
    }

    private void sweep() {
        IdentityHashMap<EndPoint, Waiting> seen = new IdentityHashMap<>();
        Arrays.stream(server.getConnectors())
                .flatMap(connector -> connector.getConnectedEndPoints().stream())
                .forEach(endPoint -> look(endPoint, seen));
        known = seen;
    }

    private void look(EndPoint endPoint, IdentityHashMap<EndPoint, Waiting> seen) {
        Connection outer = endPoint.getConnection();
        Connection inner =
                outer instanceof SslConnection tls ? tls.getSslEndPoint().getConnection() : outer;
        if (outer == null || inner == null || !waitsForHead(inner)) {
            return;
        }
        long now = nanoTime.getAsLong();
        Waiting before = known.get(endPoint);
        Waiting waiting = before != null && before.messages == inner.getMessagesIn() && before.inner == inner
                ? before
                : new Waiting(outer, inner);
        if (!waiting.begun && waiting.hasBegun(outer)) {
            waiting.begun = true;
            waiting.sinceNanos = now;
        }
        if (waiting.begun && now - waiting.sinceNanos > timeoutNanos) {
            LOG.debug("The head of a request took too long on {}", endPoint);
            endPoint.close(new TimeoutException("the head of a request took too long"));
        } else {
            seen.put(endPoint, waiting);
        }
    }

    /** Whether a connection waits for its first request, or for the next one. */
    private static boolean waitsForHead(Connection connection) {
        if (connection instanceof HttpConnection http) {
            return http.getParser().inHeaderState();
        }
        String name = connection.getClass().getName();
        return name.startsWith("org.eclipse.jetty.server.ProxyConnectionFactory")
                || name.startsWith("org.eclipse.jetty.server.DetectorConnectionFactory")
                || name.startsWith("org.eclipse.jetty.alpn.");
    }

    /** A connection that waits for a head, and since when. */
    private static final class Waiting {
        final Connection inner;
        final long messages;
        private final long bytes;
        private final long outerBytes;
        boolean begun;
        long sinceNanos;

        Waiting(Connection outer, Connection inner) {
            this.inner = inner;
            messages = inner.getMessagesIn();
            // What came on a new connection belongs to its first head; else it may belong to the request before.
            bytes = messages == 0 ? 0 : inner.getBytesIn();
            outerBytes = outer.getBytesIn();
        }

        boolean hasBegun(Connection outer) {
            return inner.getBytesIn() > bytes || outer.getBytesIn() > outerBytes;
        }
    }
}
