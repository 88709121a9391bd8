package org.resumelb.jetty.client;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.ClientConnectionFactory;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;

/**
 * The connections of HTTP/1.1 to one worker. Idle ones are a stack: the one released last is used first, and what is used
 * least stays at the bottom, where it becomes idle for long enough to be closed. Requests for which there is none wait, few and
 * in their order; when one cannot be made, those that wait fail, and no others.
 *
 * <p>Thread-safe under its monitor, in which no other code is called.
 */
final class Http1Connections {
    private final HttpClient client;
    private final WorkerAddress worker;
    private final HttpField hostField;

    // Guarded by this.
    private final Deque<Http1Connection> idle = new ArrayDeque<>();
    private final Set<Http1Connection> open = new HashSet<>();
    private final Deque<Http1Call> waiting = new ArrayDeque<>();
    private int connecting;

    Http1Connections(HttpClient client, WorkerAddress worker) {
        this.client = client;
        this.worker = worker;
        hostField = new HttpField(HttpHeader.HOST, worker.host() + ":" + worker.port());
    }

    /** What {@code Host} says when a client says nothing. */
    HttpField hostField() {
        return hostField;
    }

    ByteBufferPool buffers() {
        return client.getByteBufferPool();
    }

    /** Whether there is no connection and nobody waits for one. */
    synchronized boolean isUnused() {
        return open.isEmpty() && waiting.isEmpty() && connecting == 0;
    }

    /** Connections that serve a request, or are being made. */
    synchronized int busy() {
        return open.size() - idle.size() + connecting;
    }

    /** Starts a call as soon as there is a connection for it. */
    void send(Http1Call call) {
        if (call.request().isApart()) {
            connect(call);
            return;
        }
        boolean isRefused = false;
        boolean connects = false;
        Http1Connection found;
        synchronized (this) {
            found = idle.pollFirst();
            if (found != null) {
                found.assign(call, true);
            } else if (waiting.size() < client.getMaxRequestsQueuedPerDestination()) {
                waiting.addLast(call);
                connects = reserve();
            } else {
                isRefused = true;
            }
        }
        if (found != null) {
            call.start();
        } else if (isRefused) {
            call.abort(new RejectedExecutionException("too many requests wait for a connection to " + worker));
        } else if (connects) {
            connect(null);
        }
    }

    /** Whether those that wait need another connection, which is then to be made. */
    private boolean reserve() {
        boolean isNeeded =
                connecting < waiting.size() && open.size() + connecting < client.getMaxConnectionsPerDestination();
        if (isNeeded) {
            connecting++;
        }
        return isNeeded;
    }

    /** A call has failed: it need not wait any more. */
    synchronized void forget(Http1Call call) {
        var unused = waiting.remove(call);
    }

    /** Makes a connection, for one call or for those that wait. */
    private void connect(@Nullable Http1Call only) {
        Map<String, Object> context = new ConcurrentHashMap<>();
        context.put(ClientConnector.HTTP_CLIENT_CONTEXT_KEY, client);
        context.put(Transport.CONTEXT_KEY, Transport.TCP_IP);
        context.put(ClientConnectionFactory.CONTEXT_KEY, factory(only));
        client.getSocketAddressResolver()
                .resolve(
                        worker.host(),
                        worker.port(),
                        context,
                        Promise.from(found -> connect(found, 0, only, context), failure -> failed(only, failure)));
    }

    private void connect(
            List<InetSocketAddress> addresses, int index, @Nullable Http1Call only, Map<String, Object> context) {
        context.put(ClientConnector.CONNECTION_PROMISE_CONTEXT_KEY, Promise.<Connection>from(made -> {}, failure -> {
            if (index + 1 < addresses.size()) {
                connect(addresses, index + 1, only, context);
            } else {
                failed(only, failure);
            }
        }));
        connector().connect(addresses.get(index), context);
    }

    private ClientConnector connector() {
        return ((HttpClientTransportDynamic) client.getHttpClientTransport()).getClientConnector();
    }

    private ClientConnectionFactory factory(@Nullable Http1Call only) {
        ClientConnectionFactory plain = (endPoint, context) -> new Http1Connection(endPoint, client, this, only);
        return worker.scheme().equals("https")
                ? connector().newSslClientConnectionFactory(client.getSslContextFactory(), plain)
                : plain;
    }

    private void failed(@Nullable Http1Call only, Throwable failure) {
        if (only != null) {
            only.abort(failure);
            return;
        }
        List<Http1Call> left;
        synchronized (this) {
            connecting--;
            left = new ArrayList<>(waiting);
            waiting.clear();
        }
        left.forEach(call -> call.abort(failure));
    }

    /** A connection is there, for one call or for whoever waits. */
    void opened(Http1Connection connection, @Nullable Http1Call only) {
        Http1Call next;
        synchronized (this) {
            if (only == null) {
                connecting--;
                open.add(connection);
            }
            next = only == null ? nextWaiting() : only;
            if (next == null) {
                idle.addFirst(connection);
            } else {
                connection.assign(next, false);
            }
        }
        if (next != null) {
            next.start();
        }
    }

    private @Nullable Http1Call nextWaiting() {
        Http1Call next = waiting.pollFirst();
        while (next != null && next.hasFailed()) {
            next = waiting.pollFirst();
        }
        return next;
    }

    /** Takes a connection from among the idle ones; returns whether it was one of them. */
    synchronized boolean takeIdle(Http1Connection connection) {
        return idle.removeFirstOccurrence(connection);
    }

    /** A connection is free, and is given to whoever waits. */
    void release(Http1Connection connection) {
        Http1Call next;
        synchronized (this) {
            if (!open.contains(connection)) {
                return;
            }
            next = nextWaiting();
            if (next == null) {
                idle.addFirst(connection);
            } else {
                connection.assign(next, true);
            }
        }
        connection.awaitBytes();
        if (next != null) {
            next.start();
        }
    }

    /** A connection serves no requests any more. */
    void remove(Http1Connection connection) {
        boolean connects;
        synchronized (this) {
            if (!open.remove(connection)) {
                return;
            }
            idle.remove(connection);
            connects = reserve();
        }
        if (connects) {
            connect(null);
        }
    }
}
