package org.resumelb.jetty.client;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * A request whose method and target go to the worker byte for byte; Jetty's own has methods in capitals only, and passes
 * the target through {@link URI}. While its client keeps the worker waiting, it does not time out.
 */
public final class UpstreamRequest extends HttpRequest implements PatientRequest {
    private final String target;
    private final BiConsumer<Integer, HttpFields> onInterim;
    private @Nullable HostPort authority;
    private @Nullable String method;
    private int interimStatus;
    private BooleanSupplier clientIsSlow = () -> false;

    /**
     * Makes a request.
     *
     * @param target raw path and query, as they shall stand in the request line
     * @param onInterim told of status and headers of interim answers
     */
    public UpstreamRequest(HttpClient client, URI origin, String target, BiConsumer<Integer, HttpFields> onInterim) {
        super(client, new HttpConversation(), origin);
        this.target = target;
        this.onInterim = onInterim;
    }

    /**
     * Where it goes being settled, names what the client asked for as the authority, and nothing of connections.
     * {@code Host} goes as well, as applications ask for it, unless it would be another word than the authority.
     */
    public void useHttp2Headers() {
        headers(headers -> headers.remove(HttpHeader.CONNECTION));
        String host = getHeaders().get(HttpHeader.HOST);
        if (host != null && !host.isEmpty()) {
            HostPort named = new HostPort(host);
            authority = named;
            if (!host.equals(named.toString())) {
                headers(headers -> headers.remove(HttpHeader.HOST));
            }
        }
    }

    @Override
    public Request method(String exact) {
        method = exact;
        return super.method(exact);
    }

    @Override
    public String getMethod() {
        String exact = method;
        return exact == null ? super.getMethod() : exact;
    }

    @Override
    public String getHost() {
        HostPort named = authority;
        return named == null ? super.getHost() : String.valueOf(named.getHost());
    }

    @Override
    public int getPort() {
        HostPort named = authority;
        return named == null ? super.getPort() : named.getPort();
    }

    /**
     * None: what goes to the worker need not be one, and Jetty would ask for it only to keep cookies, for each
     * {@code Set-Cookie}. One without the port that the client did not name cannot be made either.
     */
    @Override
    public @Nullable URI getURI() {
        return null;
    }

    /** Says how to know whether it is the client for whom the worker waits. */
    public void clientIsSlow(BooleanSupplier newClientIsSlow) {
        clientIsSlow = newClientIsSlow;
    }

    @Override
    public boolean isHeldUpByClient() {
        return clientIsSlow.getAsBoolean();
    }

    /** Ends it, whoever it waits for. */
    public CompletableFuture<Boolean> end(Throwable cause) {
        return super.abort(cause);
    }

    /** Not for time that the client takes, which a stream of HTTP/2 counts as the worker's. */
    @Override
    public CompletableFuture<Boolean> abort(Throwable cause) {
        boolean excused = cause instanceof TimeoutException && isHeldUpByClient();
        return excused ? CompletableFuture.completedFuture(false) : super.abort(cause);
    }

    /** The status of the interim answer whose headers come next. */
    void interimStatus(int status) {
        interimStatus = status;
    }

    /** An interim answer is there. */
    void interimAnswer(HttpFields headers) {
        onInterim.accept(interimStatus, headers);
    }

    /** Lets the worker's connection be taken over when it answers 101; Jetty's client would interpret it. */
    public void expectUpgrade() {
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
    public EndPoint endPoint() {
        return (EndPoint) getConversation().getAttribute(EndPoint.class.getName());
    }

    @Override
    public String getPath() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    @Override
    public @Nullable String getQuery() {
        int query = target.indexOf('?');
        return query < 0 ? null : target.substring(query + 1);
    }
}
