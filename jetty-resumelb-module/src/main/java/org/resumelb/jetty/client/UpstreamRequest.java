package org.resumelb.jetty.client;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * A request whose method and target go to the worker byte for byte; Jetty's own has methods in capitals only, and passes
 * the target through {@link URI}. While its client keeps the worker waiting, it does not time out.
 */
final class UpstreamRequest extends HttpRequest {
    private final WorkerRequest asked;
    private final AnswerListener listener;
    private @Nullable HostPort authority;
    private int interimStatus;
    private volatile long goesOnSinceNanos = System.nanoTime();

    UpstreamRequest(HttpClient client, URI origin, WorkerRequest asked, AnswerListener listener) {
        super(client, new HttpConversation(), origin);
        this.asked = asked;
        this.listener = listener;
        var unused = method(asked.method());
    }

    /**
     * Where it goes being settled, names what the client asked for as the authority, and nothing of connections.
     * {@code Host} goes as well, as applications ask for it, unless it would be another word than the authority.
     */
    void useHttp2Headers() {
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

    /**
     * Whereto it goes, whatever host the client named. Jetty asks again when the connection that it chose has just ended, and
     * would send the request to whomever the client says.
     */
    Origin origin(Origin.Protocol protocol) {
        return new Origin(
                getScheme(), new Origin.Address(super.getHost(), super.getPort()), getTag(), protocol, getTransport());
    }

    @Override
    public String getMethod() {
        // The constructor of the base class asks before there is one.
        return asked == null ? super.getMethod() : asked.method();
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

    /** Ends it, whoever it waits for. */
    CompletableFuture<Boolean> end(Throwable cause) {
        return super.abort(cause);
    }

    /** From now on the worker is to act, whatever it waited for before. */
    void goesOn() {
        goesOnSinceNanos = System.nanoTime();
    }

    /** Not for time that the client takes, which a stream of HTTP/2 counts as the worker's. */
    @Override
    public CompletableFuture<Boolean> abort(Throwable cause) {
        boolean excused = cause instanceof TimeoutException && (listener.isHeldUpByClient() || hasJustGoneOn());
        return excused ? CompletableFuture.completedFuture(false) : super.abort(cause);
    }

    /**
     * Whether the worker had less than half of its time to act: the stream's own clock runs on while the client is waited for,
     * and may say so at the moment in which the worker's turn has just begun.
     */
    private boolean hasJustGoneOn() {
        return System.nanoTime() - goesOnSinceNanos < TimeUnit.MILLISECONDS.toNanos(getIdleTimeout()) / 2;
    }

    /** The status of the interim answer whose headers come next. */
    void interimStatus(int status) {
        interimStatus = status;
    }

    /** An interim answer is there. */
    void interimAnswer(HttpFields headers) {
        listener.interim(interimStatus, headers);
    }

    @Override
    public String getPath() {
        String target = asked.target();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    @Override
    public @Nullable String getQuery() {
        String target = asked.target();
        int query = target.indexOf('?');
        return query < 0 ? null : target.substring(query + 1);
    }
}
