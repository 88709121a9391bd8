package org.resumelb.jetty.proxy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpResponse;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.jetty.client.Refusals;
import org.resumelb.jetty.client.UpstreamRequest;
import org.resumelb.jetty.client.WorkerRoutes;
import org.resumelb.jetty.proxy.body.ClientBody;
import org.resumelb.jetty.proxy.body.InterimAnswers;
import org.resumelb.jetty.proxy.body.LazyBody;
import org.resumelb.jetty.proxy.body.PacedBody;
import org.resumelb.jetty.proxy.body.ResponseRelay;
import org.resumelb.jetty.proxy.headers.AnswerFraming;
import org.resumelb.jetty.proxy.headers.ConnectionLogin;
import org.resumelb.jetty.proxy.headers.DownstreamHeaders;
import org.resumelb.jetty.proxy.headers.Trailers;
import org.resumelb.jetty.proxy.headers.UpstreamHeaders;
import org.resumelb.jetty.proxy.headers.WebSocketHandshake;
import org.resumelb.jetty.proxy.report.ReportParser;
import org.resumelb.pool.Lease;
import org.resumelb.resume.Report;

/**
 * One attempt to have a worker answer: the request sent, the response relayed, the exchange told once how it ended.
 * The client calls the listener's methods one at a time.
 */
final class Transfer implements Response.Listener {
    /** What has a tag of its own has connections of its own. */
    private static final Object APART = "apart";

    /** How long a worker may take to say 100 Continue, and to take the rest of a body that it has answered already. */
    private static final long PATIENCE_MILLIS = 1_000;

    private final ProxyExchange exchange;
    private final Lease lease;
    private final UpstreamRequest upstream;
    private final WebSocketHandshake handshake;
    private final InterimAnswers interim;
    private final @Nullable LazyBody body;
    private final boolean apart;
    private final WorkerRoutes.Route route;
    private volatile Stage stage = Stage.UNSENT;
    private volatile @Nullable ResponseRelay relay;
    private volatile Report report = Report.NONE;
    private volatile boolean requestEnded;
    private volatile boolean isSent;
    private volatile Scheduler.@Nullable Task timer;
    private @Nullable AnswerFraming framing;
    private boolean hasTrailers;

    /** Of the wall clock, by which connections know their age. */
    private long sentAtMillis;

    /**
     * Makes an attempt.
     *
     * @param apart whether to send over a connection that nothing went over before, as is done with what met one that
     *     was not sound
     */
    Transfer(ProxyExchange exchange, Lease lease, boolean apart) {
        this.exchange = exchange;
        this.lease = lease;
        this.apart = apart;
        WorkerAddress address = lease.worker().address();
        HttpClient client = exchange.context().client();
        route = exchange.context().routes().to(address);
        HttpServletRequest request = exchange.request();
        this.handshake = WebSocketHandshake.of(request);
        this.interim = exchange.interim();
        this.upstream = new UpstreamRequest(
                client, route.origin(), exchange.target().at(address.context()), this::relayInterim);
        upstream.host(address.host());
        upstream.method(request.getMethod());
        // We know of no WebSocket server that speaks only HTTP/2.
        boolean http2 = address.protocol().isHttp2() && handshake == WebSocketHandshake.NONE;
        upstream.version(http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1);
        if (http2) {
            upstream.idleTimeout(exchange.context().settings().upstream().idleTimeoutMillis(), TimeUnit.MILLISECONDS);
        }
        ClientBody clients = exchange.body();
        this.body = clients == null ? null : new LazyBody(clients, !clients.isHeldBack());
        if (http2 && clients != null) {
            clients.keep();
        }
        upstream.onRequestBegin(sent -> reached(Stage.SENT));
        upstream.clientIsSlow(this::isHeldUpByClient);
    }

    private boolean isHeldUpByClient() {
        LazyBody sent = body;
        ResponseRelay relayed = relay;
        return (sent != null && sent.awaitsClient()) || (relayed != null && relayed.isHeldUp());
    }

    private void reached(Stage next) {
        if (stage.compareTo(next) < 0) {
            stage = next;
        }
    }

    void send() {
        sentAtMillis = System.currentTimeMillis();
        HttpServletRequest request = exchange.request();
        upstream.headers(headers -> {
            UpstreamHeaders.copy(request, headers);
            UpstreamHeaders.add(
                    request, exchange.servlet().via(), lease.requestClass(), exchange.fingerprint(), headers);
            if (apart) {
                headers.add(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
            }
        });
        if (apart) {
            upstream.tag(APART);
        }
        handshake.prepare(request, upstream);
        LazyBody sent = body;
        if (sent != null) {
            addBody(request, sent);
        }
        boolean plain = !apart && handshake == WebSocketHandshake.NONE;
        Destination destination = plain
                ? route.destination(upstream)
                : exchange.context().client().resolveDestination(upstream);
        if (upstream.getVersion() == HttpVersion.HTTP_2) {
            upstream.useHttp2Headers();
        }
        destination.send(upstream, this);
        isSent = true;
    }

    private void addBody(HttpServletRequest request, LazyBody sent) {
        int bytesPerSecond = exchange.context().settings().front().minUploadBytesPerSecond();
        upstream.body(
                bytesPerSecond == 0
                        ? sent
                        : new PacedBody(
                                sent,
                                bytesPerSecond,
                                exchange.context().scheduler(),
                                System::nanoTime,
                                exchange::clientFailed));
        upstream.onRequestSuccess(done -> requestEnded = true);
        upstream.onRequestFailure((done, failure) -> {
            requestEnded = true;
            // A worker that does not take what is written may have answered; nothing else is worth waiting for.
            if (!(failure instanceof IOException) && stage != Stage.ANSWERED) {
                var unused = upstream.abort(failure);
            }
        });
        expectContinue(sent);
        if (request.getContentLengthLong() < 0) {
            upstream.trailersSupplier(() -> Trailers.allowed(sent.trailers()));
        }
    }

    /**
     * Passes the client's wish for leave to send on, and gives leave when the worker does, or has not answered for a
     * second: many never do. Jetty's client would wait for as long as it takes if it saw the field. If the client sends on
     * without leave, the wish says nothing and is not passed; Jetty's client would send the body without its chunks.
     */
    private void expectContinue(LazyBody sent) {
        upstream.headers(headers -> headers.remove(HttpHeader.EXPECT));
        if (sent.isHeldBack()) {
            upstream.onRequestHeaders(
                    begun -> upstream.headers(headers -> headers.put(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE)));
            upstream.onRequestCommit(committed -> later(() -> allow(sent)));
        }
    }

    private void later(Runnable task) {
        timer = exchange.context().scheduler().schedule(task, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void allow(LazyBody sent) {
        if (stage != Stage.ANSWERED && sent.isHeldBack()) {
            interim.relay(HttpStatus.CONTINUE_100, HttpFields.EMPTY);
            sent.allow();
        }
    }

    private void relayInterim(int status, HttpFields headers) {
        reached(Stage.INTERIM);
        LazyBody sent = body;
        if (status != HttpStatus.CONTINUE_100) {
            interim.relay(status, DownstreamHeaders.interim(headers));
        } else if (sent != null) {
            allow(sent);
        }
    }

    /** Ends it early; nothing before it was sent, since Jetty never tells the end of what was aborted before: whoever sends asks again. */
    void abort(Throwable cause) {
        if (!isSent) {
            return;
        }
        // Its end arrives in onComplete, as any other.
        var unused = upstream.end(cause);
        ResponseRelay current = relay;
        if (current != null) {
            current.abandon();
        }
    }

    @Override
    public void onBegin(Response upstreamResponse) {
        reached(Stage.ANSWERED);
        interim.close();
        if (exchange.hasLostClient()) {
            // Who noticed it ends the attempt.
            return;
        }
        int status = upstreamResponse.getStatus();
        boolean stream = isUpgrade(upstreamResponse) && handshake == WebSocketHandshake.EXTENDED_CONNECT;
        exchange.response().setStatus(stream ? HttpServletResponse.SC_OK : status);
    }

    @Override
    public void onHeaders(Response upstreamResponse) {
        if (exchange.hasLostClient()) {
            return;
        }
        if (isUpgrade(upstreamResponse) && !handshake.isAgreedTo(upstreamResponse.getHeaders())) {
            // What follows is in no protocol that the client knows of.
            var unused = upstreamResponse.abort(new ProtocolException("101 that nobody asked for"));
            return;
        }
        HttpFields headers = upstreamResponse.getHeaders();
        report = ReportParser.parse(headers);
        AnswerFraming answer;
        try {
            answer = AnswerFraming.of(upstream.getMethod(), upstreamResponse, headers);
        } catch (ProtocolException e) {
            var unused = upstreamResponse.abort(e);
            return;
        }
        framing = answer;
        ServletContextResponse response = exchange.response();
        DownstreamHeaders.copy(headers, response.getHeaders());
        answer.correct(response.getHeaders());
        hasTrailers = exchange.mayHaveTrailers() && answer.mayHaveTrailers(exchange.isHttp2(), headers);
        if (hasTrailers) {
            response.setTrailersSupplier(() -> Trailers.allowed(upstreamResponse.getTrailers()));
        }
        // Bodies do not go through the servlet's output stream, and are measured here.
        response.getHttpOutput().setApplicationContentLength(-1);
        if (answer.mayLeaveBytes(headers) || ConnectionLogin.isPartOf(upstream.getHeaders(), headers)) {
            ((HttpResponse) upstreamResponse).headers(own -> own.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE));
        }
    }

    @Override
    public void onContentSource(Response upstreamResponse, Content.Source source) {
        AnswerFraming answer = framing;
        if (answer == null || !answer.hasBody() || exchange.hasLostClient()) {
            Content.Source.consumeAll(source, Callback.NOOP);
            return;
        }
        ResponseRelay relayed =
                new ResponseRelay(exchange.response(), answer.length(), !hasTrailers, exchange::clientFailed);
        relay = relayed;
        relayed.begin(upstreamResponse, source, interim);
    }

    /** The answer has arrived; what the worker has not taken of the body by now, it does not want. */
    @Override
    public void onSuccess(Response upstreamResponse) {
        LazyBody sent = body;
        if (sent == null || requestEnded) {
            return;
        }
        if (sent.isTaken()) {
            // The end of the body is under way, as a rule.
            later(this::endRequest);
        } else {
            endRequest();
        }
    }

    private void endRequest() {
        if (!requestEnded) {
            IOException reason = new IOException("answered before the whole body was taken");
            try {
                var unused = upstream.fail(reason);
            } catch (NoSuchMethodError e) {
                // The first releases of Jetty 12.1 end a request and its answer together.
                var unused = upstream.abort(reason);
            }
        }
    }

    private Progress progress(@Nullable Throwable failure) {
        return switch (stage) {
            case ANSWERED -> Progress.ANSWERED;
            case UNSENT -> beforeSending(failure);
            case SENT -> afterSending(failure);
            case INTERIM -> Progress.SENT;
        };
    }

    private Progress beforeSending(@Nullable Throwable failure) {
        if (apart) {
            // If not this time, it went to the worker over the connection before.
            return Progress.SENT;
        }
        return failure instanceof IOException && wasReused() ? Progress.CLOSED_BEFORE : Progress.UNSENT;
    }

    private Progress afterSending(@Nullable Throwable failure) {
        if (Refusals.isUnprocessed(failure)) {
            return Progress.REFUSED;
        }
        return !apart && failure instanceof IOException && wasReused() ? Progress.STALE : Progress.SENT;
    }

    /**
     * Whether the connection was there before the request: it is older, or, where a millisecond is too coarse to tell, an
     * earlier answer came over it. One of HTTP/2, which serves many at a time, is not asked.
     */
    private boolean wasReused() {
        return upstream.getConnection() instanceof Connection connection
                && (connection.getMessagesIn() > 0 || connection.getCreatedTimeStamp() < sentAtMillis);
    }

    /** How far the attempt has come. */
    private enum Stage {
        UNSENT,
        /** The worker may have got some of it. */
        SENT,
        /** An interim answer came. */
        INTERIM,
        /** The answer itself began. */
        ANSWERED
    }

    /** How far a failed attempt had come. */
    enum Progress {
        /** The worker never got a byte of it. */
        UNSENT,
        /** Nor here: the idle connection that it was given was closed at that moment. */
        CLOSED_BEFORE,
        SENT,
        /** The worker, or its connection's end, said that it was not processed. */
        REFUSED,
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
        Scheduler.Task task = timer;
        if (task != null) {
            task.cancel();
        }
        ResponseRelay current = relay;
        interim.then(() -> {
            // A refusal of the body arrives whole at once, and not as the client takes it.
            if (current == null || (result.getResponseFailure() != null && !hasAnsweredAll())) {
                ended(result);
            } else {
                current.then(() -> ended(result));
            }
        });
    }

    private void ended(Result result) {
        // A worker may answer without having taken the whole body; its answer is what counts.
        boolean answered = stage == Stage.ANSWERED && (result.getResponseFailure() == null || hasAnsweredAll());
        if (answered && isUpgrade(result.getResponse())) {
            exchange.upgraded(lease, handshake, upstream.endPoint(), result.getResponse());
        } else if (answered && isWhole()) {
            exchange.succeeded(lease, result.getResponse().getStatus(), new Answer(framing, report));
        } else {
            Throwable failure = answered ? new ProtocolException("not as long as announced") : result.getFailure();
            exchange.failed(lease, failure, progress(failure), report);
        }
    }

    /** What an answer's head said of how its body is told and of what the worker measured. */
    record Answer(@Nullable AnswerFraming framing, Report report) {}

    private boolean isWhole() {
        AnswerFraming answer = framing;
        return answer == null || answer.isWhole(relayedBytes());
    }

    /** Whether what went wrong with the worker's connection did so behind the last byte of its answer, which the client has. */
    private boolean hasAnsweredAll() {
        AnswerFraming answer = framing;
        return answer != null && answer.hasEndedAt(relayedBytes()) && !exchange.hasLostClient();
    }

    private long relayedBytes() {
        ResponseRelay relayed = relay;
        return relayed == null ? 0 : relayed.bytes();
    }
}
