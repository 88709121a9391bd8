package org.resumelb.jetty.client;

import java.net.URI;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;

/** The way over HTTP/2 to one worker: what Jetty's client would make for each request. Thread-safe. */
final class Http2Route {
    /** What has a tag of its own has connections of its own. */
    private static final Object APART = "apart";

    private final HttpClient client;
    private final WorkerAddress worker;
    private final URI origin;
    private volatile @Nullable HttpDestination shared;

    Http2Route(HttpClient client, WorkerAddress worker) {
        this.client = client;
        this.worker = worker;
        // The host is set apart: a URI takes a name with an underscore for none.
        origin = URI.create(worker.scheme() + "://worker:" + worker.port());
    }

    /** Scheme and port, with another name for the host. */
    URI origin() {
        return origin;
    }

    String host() {
        return worker.host();
    }

    /** Where a request goes. */
    Destination destination(UpstreamRequest request, boolean isApart) {
        if (isApart) {
            request.tag(APART);
            return client.resolveDestination(request);
        }
        HttpDestination known = shared;
        // Asking keeps it from being swept, as the client itself does it.
        if (known == null || known.stale() || !known.isRunning()) {
            known = (HttpDestination) client.resolveDestination(request);
            shared = known;
        }
        return known;
    }
}
