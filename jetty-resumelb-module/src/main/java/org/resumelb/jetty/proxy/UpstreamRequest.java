package org.resumelb.jetty.proxy;

import java.net.URI;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
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

    /** Lets the worker's connection be taken over when it answers 101; Jetty's client would interpret it. */
    void expectUpgrade() {
        getConversation().setAttribute(HttpUpgrader.class.getName(), new HttpUpgrader() {
            @Override
            public void prepare(Request request) {
                // The client's own headers ask for it.
            }

            @Override
            public void upgrade(Response response, EndPoint endPoint, Callback callback) {
                // Whoever sent the request takes the connection.
                callback.succeeded();
            }
        });
    }

    /** The connection to the worker, once it has answered. */
    EndPoint endPoint() {
        return (EndPoint) getConversation().getAttribute(EndPoint.class.getName());
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
