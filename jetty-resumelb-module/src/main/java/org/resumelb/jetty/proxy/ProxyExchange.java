package org.resumelb.jetty.proxy;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.classifier.LoadedClassifier;
import org.resumelb.jetty.proxy.body.AnsweredStream;
import org.resumelb.jetty.proxy.body.BodyDiscard;
import org.resumelb.jetty.proxy.body.ClientBody;
import org.resumelb.jetty.proxy.body.InterimAnswers;
import org.resumelb.jetty.proxy.headers.AnswerFraming;
import org.resumelb.jetty.proxy.headers.ClientAddress;
import org.resumelb.jetty.proxy.headers.RequestFacts;
import org.resumelb.jetty.proxy.headers.RequestTarget;
import org.resumelb.jetty.proxy.headers.UpstreamHeaders;
import org.resumelb.jetty.proxy.headers.WebSocketHandshake;
import org.resumelb.jetty.proxy.tunnel.ProtocolTunnel;
import org.resumelb.jetty.request.RequestId;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.PoolRequest;
import org.resumelb.resume.Report;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way: it gets a worker or waits for one, is sent, perhaps again to another worker, and ends once.
 *
 * <p>At any time it is in the hands of one thread: the container's, a waiting request's waker or the client's, each
 * handing over to the next. Only {@link #clientFailed} may come from another at any time.
 */
final class ProxyExchange {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyExchange.class);

    private final ResumeProxyServlet servlet;
    private final ProxyContext context;
    private final ErrorPages errorPages;
    private final HttpServletRequest request;
    private final RequestTarget target;
    private final HttpServletResponse response;
    private final ServletContextResponse clientResponse;
    private final String requestClass;
    private final UpstreamHeaders.Word word;
    private final @Nullable ClientBody body;

    /** Of a client that speaks HTTP/2 and sends a body. */
    private @Nullable AnsweredStream stream;

    private final InterimAnswers interim;
    private final ClientWatch watch;
    private final long waitUntilNanos;

    private final RetryState attempts;
    private final RequestRecord log;
    private boolean listening;

    private volatile @Nullable WaitingRequest waiting;
    private volatile @Nullable Transfer transfer;
    private volatile @Nullable Throwable clientFailure;

    ProxyExchange(
            ResumeProxyServlet servlet,
            ProxyContext context,
            ErrorPages errorPages,
            HttpServletRequest request,
            RequestTarget target,
            HttpServletResponse response) {
        this.servlet = servlet;
        this.context = context;
        this.errorPages = errorPages;
        this.request = request;
        this.target = target;
        this.response = response;
        this.clientResponse = ServletContextResponse.getServletContextResponse(response);
        LoadedClassifier classifier = context.classifier().loaded();
        RequestFacts facts = new RequestFacts(request, target);
        this.requestClass = context.classifier().classify(classifier, facts);
        context.classifier().seen(facts.kept());
        ServletContextRequest server = ServletContextRequest.getServletContextRequest(request);
        this.word = new UpstreamHeaders.Word(classifier.fingerprint(), RequestId.choose(server), servlet.via());
        this.body = ClientBody.of(request);
        if (body != null && isHttp2()) {
            server.addHttpStreamWrapper(wrapped -> {
                AnsweredStream present = new AnsweredStream(wrapped);
                stream = present;
                return present;
            });
        }
        this.interim = new InterimAnswers(clientResponse, !request.getProtocol().equals("HTTP/1.0"));
        this.watch = new ClientWatch(request, context.scheduler(), interim::probe, this::clientFailed);
        this.waitUntilNanos = System.nanoTime() + context.settings().waiting().timeoutMillis() * 1_000_000;
        this.attempts = new RetryState(context, request, body);
        this.log = new RequestRecord(server, requestClass, word.id(), ClientAddress.of(request));
        context.retryBudget().request();
    }

    /** Goes on from where the request is: at its beginning, or after a failed attempt. */
    void proceed() throws IOException {
        PoolRequest wanted = new PoolRequest(
                requestClass, target.contentHash(), ClientAddress.of(request), attempts.failedWorkers());
        Lease lease = context.pool().acquire(wanted);
        if (lease != null) {
            send(lease, false);
        } else if (attempts.allHaveFailed()) {
            end(attempts.lastFailure());
        } else {
            await(wanted);
        }
    }

    /** Whether the client announced a body and ended its request without one, as only HTTP/2 can say. */
    boolean lacksItsBody() {
        return body != null && isHttp2() && body.isMissing();
    }

    private void await(PoolRequest wanted) {
        long remainingMillis = Math.max(0, (waitUntilNanos - System.nanoTime()) / 1_000_000);
        attempts.waits();
        log.waits();
        startAsync();
        WaitingRequest entry = new WaitingRequest(new Continuation());
        waiting = entry;
        watchWhileWaiting();
        if (clientFailure != null && entry.cancel()) {
            complete();
            return;
        }
        // From here on the request may be in another thread's hands.
        entry.begin(context.pool(), wanted, context.scheduler(), remainingMillis);
    }

    /** How the request goes on when its waiting has ended. */
    private final class Continuation implements WaitingRequest.Continuation {
        @Override
        public void granted(Lease lease) {
            if (hasLostClient()) {
                lease.close(Outcome.ABORTED);
                complete();
                return;
            }
            try {
                send(lease, false);
            } catch (RuntimeException | Error e) {
                if (hasLostClient() || isTakenBack()) {
                    LOG.debug("The client of a request that waited has left", e);
                } else {
                    LOG.warn("A request that waited could not be sent", e);
                    endQuietly(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
                }
            }
        }

        /** Whether the container has ended the request, as it does when the client resets it. */
        private boolean isTakenBack() {
            try {
                return !request.isAsyncStarted();
            } catch (RuntimeException e) {
                return true;
            }
        }

        @Override
        public void refused() {
            log.endsWaiting();
            endQuietly(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    private void endQuietly(int status) {
        try {
            end(status);
        } catch (IOException | RuntimeException e) {
            LOG.debug("The answer to a request that waited could not be sent", e);
        }
    }

    /**
     * Starts what ends with {@link #complete}, the first time that it is called; afterwards it only makes sure that the
     * container has not ended the request, as it does when a stream of HTTP/2 is reset.
     */
    private void startAsync() {
        if (listening) {
            if (!request.isAsyncStarted()) {
                throw new IllegalStateException("the container has ended the request");
            }
            return;
        }
        listening = true;
        ResumeProxyServlet.startAsync(request);
        request.getAsyncContext().addListener(new ClientListener());
        if (body == null) {
            watch.begin();
        } else {
            body.listeners(this::clientFailed, watch::begin);
        }
    }

    /** A client that leaves can be noticed only behind what it has sent. */
    private void watchWhileWaiting() {
        if (body != null && body.isHeldBack()) {
            watch.begin();
        } else if (body != null) {
            body.readAhead();
        }
    }

    private void send(Lease lease, boolean apart) {
        try {
            startAsync();
            log.sends(lease);
            if (body != null && !body.hasEnded()) {
                watch.pause();
            }
            Transfer next = new Transfer(this, lease, apart);
            transfer = next;
            next.send();
            // A client that failed before may not have found what to abort.
            Throwable failure = clientFailure;
            if (failure != null) {
                next.abort(failure);
            }
        } catch (RuntimeException | Error e) {
            lease.close(Outcome.ABORTED);
            throw e;
        }
    }

    /** The client left, or sent what is no request. */
    void clientFailed(Throwable failure) {
        clientFailure = failure;
        WaitingRequest entry = waiting;
        if (entry != null && entry.cancel()) {
            complete();
        }
        Transfer present = transfer;
        if (present != null) {
            present.abort(failure);
        }
    }

    /** Whether the client has left. From then on the container may take back request and response at any time. */
    boolean hasLostClient() {
        return clientFailure != null;
    }

    /** A worker's answer arrived whole and went to the client. */
    void succeeded(Lease lease, int status, Transfer.Answer answer) {
        lease.close(ExchangeStatus.outcome(status), answer.report());
        log.ends();
        AnswerFraming framing = answer.framing();
        if (isSending()) {
            // Over HTTP/2 the answer can end before the request.
            beginAnswer(isHttp2(), this::completeBehindBody);
        } else if (framing != null && framing.isLengthUnknown()) {
            beginAnswer(false, this::complete);
        } else {
            complete();
        }
    }

    /** Sends the answer's head, if it was not sent, before the exchange ends. */
    private void beginAnswer(boolean isAll, Runnable next) {
        clientResponse.write(isAll, BufferUtil.EMPTY_BUFFER, Callback.from(next, failure -> next.run()));
    }

    /** A worker agreed to go on in another protocol. The request lasts until that ends. */
    void upgraded(Lease lease, WebSocketHandshake handshake, EndPoint worker, HttpFields answer) {
        watch.end();
        log.ends();
        lease.detach();
        ProtocolTunnel.Limits limits = new ProtocolTunnel.Limits(
                context.client().getExecutor(),
                context.client().getByteBufferPool(),
                context.settings().upstream().tunnelIdleTimeoutMillis());
        ProtocolTunnel.open(request, worker, limits, () -> lease.close(Outcome.SUCCEEDED));
        handshake.agree(answer.get(HttpHeader.UPGRADE), clientResponse.getHeaders());
        request.getAsyncContext().complete();
    }

    /** Whether the client could see trailers. */
    boolean mayHaveTrailers() {
        return !request.getProtocol().equals("HTTP/1.0") && !HttpMethod.HEAD.is(request.getMethod());
    }

    /** An attempt failed, on the client's side or the worker's. */
    void failed(Lease lease, Throwable failure, Transfer.Progress progress, Report report) {
        boolean clients = clientFailure != null;
        log.ends();
        if (!clients && attempts.maySendAgain(progress)) {
            sendAgain(lease);
            return;
        }
        if (!clients && attempts.mayRepeatRefused(lease, progress)) {
            repeat(lease);
            return;
        }
        boolean refusedHere = failure instanceof RejectedExecutionException;
        lease.close(clients || refusedHere ? Outcome.ABORTED : Outcome.FAILED, report);
        if (!clients && !refusedHere) {
            context.suspect().accept(lease.worker());
        }
        try {
            int status = clients ? ExchangeStatus.ofClient(request, failure) : ExchangeStatus.ofWorker(failure);
            if (!clients && !refusedHere && attempts.mayRetry(lease, failure, progress, status)) {
                LOG.debug("{} failed {} ({}), trying elsewhere", lease.worker(), target, progress, failure);
                proceed();
            } else {
                LOG.debug("{} failed {} ({}): {}", lease.worker(), target, progress, status, failure);
                end(status);
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("The answer to a failed request could not be sent", e);
            complete();
        }
    }

    /** The worker did not fail: it said that it has not begun. */
    private void repeat(Lease lease) {
        context.retryBudget().retried(RetryReason.REFUSED);
        LOG.debug("{} refused {}, sending it again", lease.worker(), request.getRequestURI());
        lease.close(Outcome.ABORTED);
        try {
            proceed();
        } catch (IOException | RuntimeException e) {
            LOG.debug("A refused request could not be sent again", e);
            complete();
        }
    }

    private void sendAgain(Lease lease) {
        context.retryBudget().retried(RetryReason.STALE);
        LOG.debug("{} closed an idle connection, sending {} again", lease.worker(), target);
        try {
            send(lease, true);
        } catch (RuntimeException e) {
            LOG.debug("A request could not be sent again", e);
            complete();
        }
    }

    private void end(int status) throws IOException {
        watch.end();
        startAsync();
        RequestId.keep(ServletContextRequest.getServletContextRequest(request), word.id());
        // An answer that has begun is cut, and must not look like a whole one.
        boolean isWhole = !response.isCommitted();
        try {
            errorPages.send(request, response, status, isWhole ? this::completeBehindBody : this::complete);
        } catch (IOException | RuntimeException e) {
            complete();
            throw e;
        }
    }

    /** Whether the client, which may be answered already, sends its body. */
    private boolean isSending() {
        ClientBody sent = body;
        return sent != null && !sent.hasEnded() && !sent.isHeldBack();
    }

    private void completeBehindBody() {
        ClientBody sent = body;
        if (sent != null && isSending() && !hasLostClient()) {
            new BodyDiscard(sent, context.scheduler(), this::completeAnswered).begin();
        } else {
            completeAnswered();
        }
    }

    private void completeAnswered() {
        AnsweredStream present = stream;
        if (present != null && body != null && !body.hasEnded()) {
            present.answered();
        }
        complete();
    }

    private void complete() {
        watch.end();
        if (body != null) {
            body.release();
        }
        ResumeProxyServlet.complete(request);
    }

    ResumeProxyServlet servlet() {
        return servlet;
    }

    ProxyContext context() {
        return context;
    }

    HttpServletRequest request() {
        return request;
    }

    RequestTarget target() {
        return target;
    }

    /** What the client gets. */
    ServletContextResponse response() {
        return clientResponse;
    }

    /** The client's body; {@code null} when there is none. */
    @Nullable
    ClientBody body() {
        return body;
    }

    InterimAnswers interim() {
        return interim;
    }

    boolean isHttp2() {
        return !request.getProtocol().startsWith("HTTP/1");
    }

    /** What workers are told of the request. */
    UpstreamHeaders.Word word() {
        return word;
    }

    /** Tells the exchange when the container sees the client fail. */
    private final class ClientListener implements AsyncListener {
        @Override
        public void onError(AsyncEvent event) {
            clientFailed(event.getThrowable());
        }

        @Override
        public void onComplete(AsyncEvent event) {
            // Each write was told of.
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // There is no time limit.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // An exchange starts once.
        }
    }
}
