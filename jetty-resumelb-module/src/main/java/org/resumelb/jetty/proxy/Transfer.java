package org.resumelb.jetty.proxy;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.jetty.client.AnswerHead;
import org.resumelb.jetty.client.AnswerListener;
import org.resumelb.jetty.client.Refusals;
import org.resumelb.jetty.client.RequestBody;
import org.resumelb.jetty.client.WorkerCall;
import org.resumelb.jetty.client.WorkerRequest;
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
final class Transfer implements AnswerListener {
    /** How long a worker may take to say 100 Continue, and to take the rest of a body that it has answered already. */
    private static final long PATIENCE_MILLIS = 1_000;

    private final ProxyExchange exchange;
    private final Lease lease;
    private final WorkerRequest asked;
    private final WorkerCall call;
    private final WebSocketHandshake handshake;
    private final InterimAnswers interim;
    private final @Nullable LazyBody body;
    private final boolean apart;
    private volatile Stage stage = Stage.UNSENT;
    private volatile @Nullable ResponseRelay relay;
    private volatile Report report = Report.NONE;
    private volatile boolean requestEnded;
    private volatile boolean isSent;
    private volatile Scheduler.@Nullable Task timer;
    private volatile @Nullable AnswerHead answer;
    private @Nullable AnswerFraming framing;
    private boolean hasTrailers;

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
        this.interim = exchange.interim();
        HttpServletRequest request = exchange.request();
        WorkerAddress address = lease.worker().address();
        this.handshake = WebSocketHandshake.of(request);
        ClientBody clients = exchange.body();
        this.body = clients == null ? null : new LazyBody(clients, !clients.isHeldBack());
        if (clients != null && address.protocol().isHttp2() && handshake == WebSocketHandshake.NONE) {
            clients.keep();
        }
        this.asked = new WorkerRequest(
                handshake.method(request),
                exchange.target().at(address.context()),
                headers(request, body),
                body == null ? null : paced(body),
                apart,
                handshake != WebSocketHandshake.NONE);
        this.call = exchange.context().workers().call(address, asked, this);
    }

    private HttpFields.Mutable headers(HttpServletRequest request, @Nullable LazyBody sent) {
        HttpFields.Mutable headers = UpstreamHeaders.of(request, lease.requestClass(), exchange.word());
        if (apart) {
            UpstreamHeaders.closeAfterwards(headers);
        }
        handshake.prepare(request, headers);
        // If the client sends on without leave, the wish says nothing.
        if (sent != null && !sent.isHeldBack()) {
            headers.remove(HttpHeader.EXPECT);
        }
        return headers;
    }

    private RequestBody paced(LazyBody sent) {
        int bytesPerSecond = exchange.context().settings().front().minUploadBytesPerSecond();
        return bytesPerSecond == 0
                ? sent
                : new PacedBody(
                        sent, bytesPerSecond, exchange.context().scheduler(), System::nanoTime, exchange::clientFailed);
    }

    @Override
    public boolean isHeldUpByClient() {
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
        call.send();
        isSent = true;
    }

    /**
     * Passes the client's wish for leave to send on, and gives leave when the worker does, or has not answered for a
     * second: many never do.
     */
    @Override
    public void begins() {
        reached(Stage.SENT);
        LazyBody sent = body;
        if (sent != null && sent.isHeldBack()) {
            later(() -> allow(sent));
        }
    }

    @Override
    public void requestEnded(@Nullable Throwable failure) {
        requestEnded = true;
        // A worker that does not take what is written may have answered; nothing else is worth waiting for.
        if (failure != null && !(failure instanceof IOException) && stage != Stage.ANSWERED) {
            call.abort(failure);
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

    @Override
    public void interim(int status, HttpFields headers) {
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
        // Its end arrives in ended(), as any other.
        call.abort(cause);
        ResponseRelay current = relay;
        if (current != null) {
            current.abandon();
        }
    }

    @Override
    public void head(AnswerHead head) {
        reached(Stage.ANSWERED);
        interim.close();
        answer = head;
        if (exchange.hasLostClient()) {
            // Who noticed it ends the attempt.
            return;
        }
        if (isUpgrade(head) && !handshake.isAgreedTo(head.headers())) {
            // What follows is in no protocol that the client knows of.
            call.abort(new ProtocolException("101 that nobody asked for"));
            return;
        }
        try {
            relayHead(head, AnswerFraming.of(asked.method(), head));
        } catch (ProtocolException e) {
            call.abort(e);
        }
    }

    private void relayHead(AnswerHead head, AnswerFraming found) {
        framing = found;
        HttpFields headers = head.headers();
        report = ReportParser.parse(headers);
        ServletContextResponse response = exchange.response();
        boolean stream = isUpgrade(head) && handshake == WebSocketHandshake.EXTENDED_CONNECT;
        response.setStatus(stream ? HttpServletResponse.SC_OK : head.status());
        DownstreamHeaders.copy(headers, response.getHeaders());
        found.correct(response.getHeaders());
        hasTrailers = exchange.mayHaveTrailers() && found.mayHaveTrailers(exchange.isHttp2(), headers);
        if (hasTrailers) {
            response.setTrailersSupplier(() -> Trailers.allowed(call.trailers()));
        }
        // Bodies do not go through the servlet's output stream, and are measured here.
        response.getHttpOutput().setApplicationContentLength(-1);
        if (found.mayLeaveBytes(headers) || ConnectionLogin.isPartOf(asked.headers(), headers)) {
            call.keepFromOthers();
        }
    }

    @Override
    public void body(Content.Source source) {
        AnswerFraming found = framing;
        if (found == null || !found.hasBody() || exchange.hasLostClient()) {
            Content.Source.consumeAll(source, Callback.NOOP);
            return;
        }
        ResponseRelay relayed =
                new ResponseRelay(exchange.response(), found.length(), !hasTrailers, exchange::clientFailed);
        relay = relayed;
        relayed.begin(call, source, interim);
    }

    /** The answer has arrived; what the worker has not taken of the body by now, it does not want. */
    @Override
    public void answerEnded() {
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
            call.endRequest(new IOException("answered before the whole body was taken"));
        }
    }

    private Progress progress(@Nullable Throwable failure) {
        return switch (stage) {
            case ANSWERED -> Progress.ANSWERED;
            // If not this time, it went to the worker over the connection before.
            case UNSENT -> apart ? Progress.SENT : Progress.UNSENT;
            case SENT -> afterSending(failure);
            case INTERIM -> Progress.SENT;
        };
    }

    private Progress afterSending(@Nullable Throwable failure) {
        if (Refusals.isUnprocessed(failure)) {
            return Progress.REFUSED;
        }
        return !apart && failure instanceof IOException && call.wasReused() ? Progress.STALE : Progress.SENT;
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
        SENT,
        /** The worker, or its connection's end, said that it was not processed. */
        REFUSED,
        /** Sent over a connection that was idle before, and was closed without a word, as those may be at any time. */
        STALE,
        /** The client may have got a part of the answer. */
        ANSWERED
    }

    private static boolean isUpgrade(AnswerHead head) {
        return head.status() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
    }

    @Override
    public void ended(@Nullable Throwable requestFailure, @Nullable Throwable answerFailure) {
        Scheduler.Task task = timer;
        if (task != null) {
            task.cancel();
        }
        ResponseRelay current = relay;
        boolean hasArrived = answerFailure == null;
        Throwable failure = hasArrived ? requestFailure : answerFailure;
        if (interim.areWritten() && (current == null || !current.isHeldUp())) {
            ended(failure, hasArrived);
            return;
        }
        interim.then(() -> {
            // A refusal of the body arrives whole at once, and not as the client takes it.
            if (current == null || (!hasArrived && !hasAnsweredAll())) {
                ended(failure, hasArrived);
            } else {
                current.then(() -> ended(failure, hasArrived));
            }
        });
    }

    private void ended(@Nullable Throwable failure, boolean hasArrived) {
        AnswerHead head = answer;
        // A worker may answer without having taken the whole body; its answer is what counts.
        boolean answered = head != null && (hasArrived || hasAnsweredAll());
        if (head != null && answered && isUpgrade(head)) {
            exchange.upgraded(lease, handshake, call.endPoint(), head.headers());
        } else if (head != null && answered && isWhole()) {
            exchange.succeeded(lease, head.status(), new Answer(framing, report));
        } else {
            Throwable cause = answered || failure == null ? new ProtocolException("not as long as announced") : failure;
            exchange.failed(lease, cause, progress(cause), report);
        }
    }

    /** What an answer's head said of how its body is told and of what the worker measured. */
    record Answer(@Nullable AnswerFraming framing, Report report) {}

    private boolean isWhole() {
        AnswerFraming found = framing;
        return found == null || found.isWhole(relayedBytes());
    }

    /** Whether what went wrong with the worker's connection did so behind the last byte of its answer, which the client has. */
    private boolean hasAnsweredAll() {
        AnswerFraming found = framing;
        return found != null && found.hasEndedAt(relayedBytes()) && !exchange.hasLostClient();
    }

    private long relayedBytes() {
        ResponseRelay relayed = relay;
        return relayed == null ? 0 : relayed.bytes();
    }
}
