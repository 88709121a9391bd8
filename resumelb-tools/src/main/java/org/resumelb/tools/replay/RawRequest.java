package org.resumelb.tools.replay;

import java.net.URI;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;

/**
 * A request that sends path and query exactly as the log contains them; Jetty's own would parse and change unusual
 * ones.
 */
final class RawRequest extends HttpRequest {
    private final String target;

    RawRequest(HttpClient client, URI origin, String target) {
        super(client, new HttpConversation(), origin);
        this.target = target;
    }

    @Override
    public String getPath() {
        return target;
    }

    @Override
    @SuppressWarnings("NullAway") // Jetty's documented value for "no query", but not annotated as nullable.
    public String getQuery() {
        return null;
    }

    @Override
    public Request path(String path) {
        throw new UnsupportedOperationException("the path of a replayed request is fixed: " + target);
    }
}
