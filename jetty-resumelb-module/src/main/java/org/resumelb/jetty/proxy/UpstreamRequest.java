package org.resumelb.jetty.proxy;

import java.net.URI;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/** A request whose target goes to the worker byte for byte; Jetty's own passes it through {@link URI}. */
final class UpstreamRequest extends HttpRequest {
    private final String target;

    /**
     * Makes a request.
     *
     * @param target raw path and query, as they shall stand in the request line
     */
    UpstreamRequest(HttpClient client, URI origin, String target) {
        super(client, new HttpConversation(), origin);
        this.target = target;
    }

    @Override
    public String getPath() {
        return target;
    }

    @Override
    public @Nullable String getQuery() {
        return null;
    }
}
