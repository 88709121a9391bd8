package org.resumelb.jetty.client;

import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.client.HttpClient;
import org.resumelb.discovery.WorkerAddress;

/**
 * Sends requests to workers: over HTTP/1.1 by connections of our own, over HTTP/2 by those of Jetty's client, whose threads,
 * buffers, names, timeouts and certificates both have in common. Thread-safe.
 */
public final class WorkerClient {
    /** Beyond so many workers, those to which nothing is connected are forgotten. */
    private static final int MAX_WORKERS = 4_096;

    private final HttpClient client;
    private final ConcurrentHashMap<WorkerAddress, Route> routes = new ConcurrentHashMap<>();

    /** Makes one that works while Jetty's client runs. */
    public WorkerClient(HttpClient client) {
        this.client = client;
    }

    /** Makes a call, which nobody has sent yet. */
    public WorkerCall call(WorkerAddress worker, WorkerRequest request, AnswerListener listener) {
        Route route = to(worker);
        // We know of no server of WebSocket that speaks HTTP/2 only.
        boolean isHttp2 = worker.protocol().isHttp2() && !request.isUpgrade();
        return isHttp2
                ? new Http2Call(client, route.http2, request, listener)
                : new Http1Call(route.http1, request, listener);
    }

    /** Connections of HTTP/1.1 that serve a request, or are being made. */
    public int busyConnections() {
        return routes.values().stream().mapToInt(route -> route.http1.busy()).sum();
    }

    private Route to(WorkerAddress worker) {
        Route known = routes.get(worker);
        if (known != null) {
            return known;
        }
        if (routes.size() >= MAX_WORKERS) {
            routes.values().removeIf(route -> route.http1.isUnused());
        }
        return routes.computeIfAbsent(worker, added -> new Route(client, added));
    }

    /** What requests to the same worker have in common. */
    private static final class Route {
        final Http1Connections http1;
        final Http2Route http2;

        Route(HttpClient client, WorkerAddress worker) {
            http1 = new Http1Connections(client, worker);
            http2 = new Http2Route(client, worker);
        }
    }
}
