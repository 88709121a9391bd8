package org.resumelb.jetty.proxy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.pool.Lease;

/**
 * One attempt to have a worker answer: the request sent, the response relayed, the exchange told once how it ended.
 * The client calls the listener's methods one at a time.
 */
final class Transfer implements Response.Listener {
    /** What has a tag of its own has connections of its own. */
    private static final Object APART = "apart";

    private final ProxyExchange exchange;
    private final Lease lease;
    private final UpstreamRequest upstream;
    private final WebSocketHandshake handshake;
    private final InterimAnswers interim;
    private volatile @Nullable ResponseRelay relay;
    private boolean responseBegan;
    private volatile boolean bodyTouched;
    private volatile boolean begun;
    private volatile boolean interimCame;
    private boolean apart;

    /** Of the wall clock, by which connections know their age. */
    private long sentAtMillis;

    Transfer(ProxyExchange exchange, Lease lease) {
        this.exchange = exchange;
        this.lease = lease;
        WorkerAddress address = lease.worker().address();
        HttpClient client = exchange.context().client();
        // The host is set apart: a URI takes a name with an underscore for none.
        URI origin = URI.create(address.scheme() + "://worker:" + address.port());
        HttpServletRequest request = exchange.request();
        this.handshake = WebSocketHandshake.of(request);
        this.interim = new InterimAnswers(
                ServletContextResponse.getServletContextResponse(exchange.response()),
                !request.getProtocol().equals("HTTP/1.0"));
        this.upstream =
                new UpstreamRequest(client, origin, exchange.target().at(address.context()), this::relayInterim);
        upstream.host(address.host());
        upstream.method(request.getMethod());
        // Servers of WebSocket that speak HTTP/2 only are none of those that there are.
        boolean http2 = address.protocol().isHttp2() && handshake == WebSocketHandshake.NONE;
        upstream.version(http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1);
        if (http2) {
            upstream.idleTimeout(exchange.context().settings().upstream().idleTimeoutMillis(), TimeUnit.MILLISECONDS);
        }
        upstream.onRequestBegin(sent -> begun = true);
    }

    /** Sends once more what went over a connection that was not sound: over one that nothing went over before. */
    void sendApart() {
        apart = true;
        upstream.tag(APART);
        send();
    }

    void send() {
        sentAtMillis = System.currentTimeMillis();
        HttpServletRequest request = exchange.request();
        upstream.headers(headers -> {
            UpstreamHeaders.copy(request, headers);
            String via = exchange.servlet().getViaHost();
            UpstreamHeaders.add(request, via, lease.requestClass(), exchange.fingerprint(), headers);
            if (apart) {
                headers.add(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
            }
        });
        handshake.prepare(request, upstream);
        if (exchange.hasBody()) {
            addBody(request);
        }
        HttpClient client = exchange.context().client();
        Destination destination = client.resolveDestination(upstream);
        if (upstream.getVersion() == HttpVersion.HTTP_2) {
            upstream.useHttp2Headers();
        }
        destination.send(upstream, this);
    }

    private void addBody(HttpServletRequest request) {
        boolean allowed = !exchange.servlet().expectsContinue(request);
        upstream.body(new LazyBody(request.getContentLengthLong(), allowed, () -> {
            bodyTouched = true;
            return exchange.servlet().body(request, exchange.response(), upstream);
        }));
        if (request.getContentLengthLong() < 0) {
            ServletContextRequest server = ServletContextRequest.getServletContextRequest(request);
            upstream.trailersSupplier(() -> Trailers.allowed(server.getTrailers()));
        }
    }

    private void relayInterim(int status, HttpFields headers) {
        interimCame = true;
        interim.relay(status, DownstreamHeaders.interim(headers));
    }

    void abort(Throwable cause) {
        // Its end arrives in onComplete, as any other.
        var unused = upstream.abort(cause);
        ResponseRelay current = relay;
        if (current != null) {
            current.abandon();
        }
    }

    @Override
    public void onBegin(Response upstreamResponse) {
        responseBegan = true;
        int status = upstreamResponse.getStatus();
        boolean stream = isUpgrade(upstreamResponse) && handshake == WebSocketHandshake.EXTENDED_CONNECT;
        exchange.response().setStatus(stream ? HttpServletResponse.SC_OK : status);
    }

    @Override
    public void onHeaders(Response upstreamResponse) {
        if (isUpgrade(upstreamResponse) && handshake == WebSocketHandshake.NONE) {
            // What follows is in no protocol that the client knows of.
            var unused = upstreamResponse.abort(new ProtocolException("101 that nobody asked for"));
            return;
        }
        ServletContextResponse response = ServletContextResponse.getServletContextResponse(exchange.response());
        DownstreamHeaders.copy(upstreamResponse.getHeaders(), response.getHeaders());
        if (exchange.mayHaveTrailers() && DownstreamHeaders.mayHaveTrailers(upstreamResponse)) {
            response.setTrailersSupplier(() -> Trailers.allowed(upstreamResponse.getTrailers()));
        }
    }

    @Override
    public void onContent(Response upstreamResponse, Content.Chunk chunk, Runnable demander) {
        ResponseRelay current = relay;
        if (current == null) {
            var response = ServletContextResponse.getServletContextResponse(exchange.response());
            HttpOutput output = response.getHttpOutput();
            current = new ResponseRelay(output, exchange::clientFailed);
            relay = current;
        }
        ResponseRelay target = current;
        chunk.retain();
        interim.then(() -> {
            target.relay(chunk, demander);
            chunk.release();
        });
    }

    private Progress progress(@Nullable Throwable failure) {
        if (responseBegan) {
            return Progress.ANSWERED;
        }
        if (apart) {
            // If not this time, it went to the worker over the connection before.
            return Progress.SENT;
        }
        if (begun || bodyTouched) {
            return failure instanceof IOException && !interimCame && wasReused() ? Progress.STALE : Progress.SENT;
        }
        return Progress.UNSENT;
    }

    /**
     * Whether the connection was there before the request: it is older, or, where a millisecond is too coarse to tell, an
     * earlier answer came over it. One of HTTP/2, which serves many at a time, is not asked.
     */
    private boolean wasReused() {
        return upstream.getConnection() instanceof Connection connection
                && (connection.getMessagesIn() > 0 || connection.getCreatedTimeStamp() < sentAtMillis);
    }

    /** How far a failed attempt had come. */
    enum Progress {
        /** The worker never got a byte of it. */
        UNSENT,
        SENT,
        /** Sent over a connection that was idle before, and was closed without a word, as those may be at any time. */
        STALE,
        /** The client may have got a part of the answer. */
        ANSWERED
    }

    private static boolean isUpgrade(Response response) {
        return response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
    }

    @Override
    public void onComplete(Result result) {
        ResponseRelay current = relay;
        interim.then(() -> {
            // A refusal of the body arrives whole at once, and not as the client takes it.
            if (current == null || result.getResponseFailure() != null) {
                ended(result);
            } else {
                current.then(() -> ended(result));
            }
        });
    }

    private void ended(Result result) {
        // A worker may answer without having taken the whole body; its answer is what counts.
        boolean answered = responseBegan && result.getResponseFailure() == null;
        if (answered && isUpgrade(result.getResponse())) {
            exchange.upgraded(lease, handshake, upstream.endPoint(), result.getResponse());
        } else if (answered) {
            exchange.succeeded(lease, result.getResponse().getStatus());
        } else {
            exchange.failed(lease, result, progress(result.getFailure()));
        }
    }
}
