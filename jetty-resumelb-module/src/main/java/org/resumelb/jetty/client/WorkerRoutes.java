package org.resumelb.jetty.client;

import java.net.URI;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;

/** What requests to the same worker have in common, made once and not for each. Thread-safe. */
public final class WorkerRoutes {
    /** Beyond so many, of which most have left, all are made anew. */
    private static final int MAX_ROUTES = 4_096;

    private final HttpClient client;
    private final ConcurrentHashMap<WorkerAddress, Route> routes = new ConcurrentHashMap<>();

    /** Makes none yet. */
    public WorkerRoutes(HttpClient client) {
        this.client = client;
    }

    /** The one to a worker. */
    public Route to(WorkerAddress address) {
        Route known = routes.get(address);
        if (known != null) {
            return known;
        }
        if (routes.size() >= MAX_ROUTES) {
            routes.clear();
        }
        return routes.computeIfAbsent(address, Route::new);
    }

    /** The way to one worker. Thread-safe. */
    public final class Route {
        private final URI origin;
        private volatile @Nullable HttpDestination plain;

        private Route(WorkerAddress address) {
            // The host is set apart: a URI takes a name with an underscore for none.
            origin = URI.create(address.scheme() + "://worker:" + address.port());
        }

        /** Scheme and port, with another name for the host. */
        public URI origin() {
            return origin;
        }

        /** Where requests that are in no way special go. */
        public Destination destination(UpstreamRequest first) {
            HttpDestination known = plain;
            // Asking keeps it from being swept, as the client itself does it.
            if (known == null || known.stale() || !known.isRunning()) {
                known = (HttpDestination) client.resolveDestination(first);
                plain = known;
            }
            return known;
        }
    }
}
