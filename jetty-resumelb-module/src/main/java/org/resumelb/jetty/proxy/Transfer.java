package org.resumelb.jetty.proxy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.pool.Lease;

/**
 * One attempt to have a worker answer: the request sent, the response relayed, the exchange told once how it ended.
 * The client calls the listener's methods one at a time.
 */
final class Transfer implements Response.Listener {
    private final ProxyExchange exchange;
    private final Lease lease;
    private final UpstreamRequest upstream;
    private @Nullable ResponseRelay relay;
    private boolean responseBegan;
    private volatile boolean bodyTouched;
    private volatile boolean begun;

    Transfer(ProxyExchange exchange, Lease lease) {
        this.exchange = exchange;
        this.lease = lease;
        WorkerAddress address = lease.worker().address();
        HttpClient client = exchange.context().client();
        // The host is set apart: a URI takes a name with an underscore for none.
        URI origin = URI.create(address.scheme() + "://worker:" + address.port());
        this.upstream = new UpstreamRequest(client, origin, target(address));
        upstream.host(address.host());
        upstream.method(exchange.request().getMethod());
        upstream.onRequestBegin(request -> begun = true);
    }

    private String target(WorkerAddress address) {
        HttpServletRequest request = exchange.request();
        String path = address.context() + ResumeProxyServlet.pathBelowContext(request);
        String query = request.getQueryString();
        return query == null ? path : path + "?" + query;
    }

    void send() {
        HttpServletRequest request = exchange.request();
        upstream.headers(headers -> {
            UpstreamHeaders.copy(request, headers);
            String via = exchange.servlet().getViaHost();
            UpstreamHeaders.add(request, via, lease.requestClass(), exchange.fingerprint(), headers);
        });
        if (UpstreamHeaders.asksForUpgrade(request)) {
            upstream.headers(headers -> UpstreamHeaders.addUpgrade(request.getHeader("Upgrade"), headers));
            upstream.expectUpgrade();
        }
        if (exchange.hasBody()) {
            addBody(request);
        }
        HttpClient client = exchange.context().client();
        client.resolveDestination(upstream).send(upstream, this);
    }

    private void addBody(HttpServletRequest request) {
        boolean allowed = !exchange.servlet().expectsContinue(request);
        upstream.body(new LazyBody(request.getContentLengthLong(), allowed, () -> {
            bodyTouched = true;
            return exchange.servlet().body(request, exchange.response(), upstream);
        }));
    }

    void abort(Throwable cause) {
        // Its end arrives in onComplete, as any other.
        var unused = upstream.abort(cause);
    }

    @Override
    public void onBegin(Response upstreamResponse) {
        responseBegan = true;
        exchange.response().setStatus(upstreamResponse.getStatus());
    }

    @Override
    public void onHeaders(Response upstreamResponse) {
        HttpFields.Mutable to = ServletContextResponse.getServletContextResponse(exchange.response())
                .getHeaders();
        HttpFields from = upstreamResponse.getHeaders();
        Set<String> namedByConnection = UpstreamHeaders.namedByConnection(from);
        // What our own server put there (Server, Date) gives way to what the worker says.
        Set<String> ours = new HashSet<>(to.getFieldNamesCollection());
        for (HttpField field : from) {
            if (!UpstreamHeaders.isPrivate(field, namedByConnection)) {
                relay(field, ours.remove(field.getName()), to);
            }
        }
    }

    private static void relay(HttpField field, boolean replaces, HttpFields.Mutable to) {
        if (replaces) {
            to.put(field);
        } else {
            to.add(field);
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
        current.relay(chunk, demander);
    }

    private Progress progress() {
        if (responseBegan) {
            return Progress.ANSWERED;
        }
        return begun || bodyTouched ? Progress.SENT : Progress.UNSENT;
    }

    /** How far a failed attempt had come. */
    enum Progress {
        /** The worker never got a byte of it. */
        UNSENT,
        SENT,
        /** The client may have got a part of the answer. */
        ANSWERED
    }

    private static boolean isUpgrade(Response response) {
        return response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
    }

    @Override
    public void onComplete(Result result) {
        // A worker may answer without having taken the whole body; its answer is what counts.
        boolean answered = responseBegan && result.getResponseFailure() == null;
        if (answered && isUpgrade(result.getResponse())) {
            exchange.upgraded(lease, upstream.endPoint(), result.getResponse());
        } else if (answered) {
            exchange.succeeded(lease, result.getResponse().getStatus());
        } else {
            exchange.failed(lease, result, progress());
        }
    }
}
