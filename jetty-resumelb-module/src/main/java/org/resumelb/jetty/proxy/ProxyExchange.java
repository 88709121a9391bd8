package org.resumelb.jetty.proxy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.classifier.LoadedClassifier;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
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
    private final LoadedClassifier classifier;
    private final String requestClass;
    private final boolean hasBody;
    private final long waitUntilNanos;

    private final Attempts attempts;

    private volatile boolean waitedTooLong;
    private volatile WaitingRequests.@Nullable Entry waiting;
    private volatile @Nullable Transfer transfer;
    private volatile @Nullable Throwable clientFailure;
    private volatile @Nullable DepartureWatch watch;

    ProxyExchange(
            ResumeProxyServlet servlet,
            ProxyContext context,
            ErrorPages errorPages,
            HttpServletRequest request,
            RequestTarget target,
            HttpServletResponse response)
            throws IOException {
        this.servlet = servlet;
        this.context = context;
        this.errorPages = errorPages;
        this.request = request;
        this.target = target;
        this.response = response;
        this.classifier = context.classifier().loaded();
        this.requestClass = context.classifier().classify(classifier, new RequestFacts(request, target));
        this.hasBody = servlet.hasBody(request);
        this.waitUntilNanos = System.nanoTime() + context.settings().waiting().timeoutMillis() * 1_000_000;
        this.attempts = new Attempts(context, request, hasBody);
        context.retryBudget().request();
    }

    /** Goes on from where the request is: at its beginning, after waiting, or after a failed attempt. */
    void proceed() throws IOException {
        if (waitedTooLong) {
            end(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        Lease lease = context.pool().acquire(requestClass, target.contentHash(), attempts.failedWorkers());
        if (lease != null) {
            send(lease, Transfer::send);
        } else if (attempts.allHaveFailed()) {
            end(attempts.lastFailure());
        } else {
            await();
        }
    }

    private void await() throws IOException {
        long remainingMillis = Math.max(0, (waitUntilNanos - System.nanoTime()) / 1_000_000);
        attempts.waits();
        AsyncContext async = startAsync();
        WaitingRequests.Entry entry = context.waiting().add(remainingMillis, workerMayBeThere -> {
            waitedTooLong = !workerMayBeThere;
            async.dispatch();
        });
        if (entry == null) {
            end(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        waiting = entry;
        if (clientFailure != null && entry.cancel()) {
            complete();
            return;
        }
        // A worker may have come just before the request began to wait.
        Lease lease = context.pool().acquire(requestClass, target.contentHash(), attempts.failedWorkers());
        if (lease != null && entry.cancel()) {
            send(lease, Transfer::send);
        } else if (lease != null) {
            // The request was woken meanwhile, and will ask again.
            lease.close(Outcome.ABORTED);
        }
    }

    private AsyncContext startAsync() {
        if (request.isAsyncStarted()) {
            return request.getAsyncContext();
        }
        AsyncContext async = ResumeProxyServlet.async(request);
        if (watch == null && !hasBody) {
            watch = DepartureWatch.begin(request, context.scheduler(), this::clientFailed);
        }
        async.addListener(new ClientWatch());
        return async;
    }

    private void send(Lease lease, Consumer<Transfer> sending) {
        try {
            startAsync();
            Transfer next = new Transfer(this, lease);
            transfer = next;
            sending.accept(next);
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
        WaitingRequests.Entry entry = waiting;
        if (entry != null && entry.cancel()) {
            complete();
        }
        Transfer present = transfer;
        if (present != null) {
            present.abort(failure);
        }
    }

    /** A worker's answer arrived whole and went to the client. */
    void succeeded(Lease lease, int status) {
        lease.close(outcome(status));
        complete();
    }

    private static Outcome outcome(int status) {
        return switch (status) {
            case HttpServletResponse.SC_BAD_GATEWAY,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    HttpServletResponse.SC_GATEWAY_TIMEOUT -> Outcome.UNAVAILABLE;
            default -> status >= 500 ? Outcome.ERROR : Outcome.SUCCEEDED;
        };
    }

    /** A worker agreed to go on in another protocol. The request lasts until that ends. */
    void upgraded(Lease lease, WebSocketHandshake handshake, EndPoint worker, Response upstreamResponse) {
        endWatch();
        lease.detach();
        ProtocolTunnel.open(request, context, worker, () -> lease.close(Outcome.SUCCEEDED));
        handshake.agree(
                upstreamResponse.getHeaders().get(HttpHeader.UPGRADE),
                ServletContextResponse.getServletContextResponse(response).getHeaders());
        request.getAsyncContext().complete();
    }

    /** Whether the client could see trailers. */
    boolean mayHaveTrailers() {
        return !request.getProtocol().equals("HTTP/1.0") && !HttpMethod.HEAD.is(request.getMethod());
    }

    /** An attempt failed, on the client's side or the worker's. */
    void failed(Lease lease, Result result, Transfer.Progress progress) {
        Throwable failure = result.getFailure();
        boolean clients = clientFailure != null;
        if (!clients && attempts.maySendAgain(progress)) {
            sendAgain(lease);
            return;
        }
        boolean refusedHere = failure instanceof RejectedExecutionException;
        lease.close(clients || refusedHere ? Outcome.ABORTED : Outcome.FAILED);
        if (!clients && !refusedHere) {
            context.suspect().accept(lease.worker());
        }
        try {
            int status = status(failure, clients);
            if (!clients && !refusedHere && attempts.mayRetry(lease, failure, progress, status)) {
                LOG.debug("{} failed {}, trying elsewhere", lease.worker(), target, failure);
                proceed();
            } else {
                LOG.debug("{} failed {}", lease.worker(), target, failure);
                end(status);
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("The answer to a failed request could not be sent", e);
            complete();
        }
    }

    private void sendAgain(Lease lease) {
        LOG.debug("{} closed an idle connection, sending {} again", lease.worker(), target);
        try {
            send(lease, Transfer::sendApart);
        } catch (RuntimeException e) {
            LOG.debug("A request could not be sent again", e);
            complete();
        }
    }

    /** Whether the server stops, and cuts what has not ended in time. */
    private boolean isCut() {
        Connector connector = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnector();
        return connector.isShutdown() || !connector.isRunning();
    }

    private int status(@Nullable Throwable failure, boolean clients) {
        boolean timeout = failure instanceof TimeoutException;
        if (clients && isCut()) {
            return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        }
        if (clients) {
            return timeout ? HttpServletResponse.SC_REQUEST_TIMEOUT : HttpServletResponse.SC_BAD_REQUEST;
        }
        if (failure instanceof RejectedExecutionException) {
            return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        }
        return timeout ? HttpServletResponse.SC_GATEWAY_TIMEOUT : HttpServletResponse.SC_BAD_GATEWAY;
    }

    private void endWatch() {
        DepartureWatch present = watch;
        if (present != null) {
            present.end();
        }
    }

    private void end(int status) throws IOException {
        endWatch();
        try {
            errorPages.send(response, status);
        } finally {
            complete();
        }
    }

    private void complete() {
        endWatch();
        try {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().complete();
            }
        } catch (IllegalStateException e) {
            LOG.debug("The container ended the request, as it does when the client's connection fails", e);
        }
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

    HttpServletResponse response() {
        return response;
    }

    boolean hasBody() {
        return hasBody;
    }

    String fingerprint() {
        return classifier.fingerprint();
    }

    /** Tells the exchange when the container sees the client fail. */
    private final class ClientWatch implements AsyncListener {
        @Override
        public void onError(AsyncEvent event) {
            clientFailed(event.getThrowable());
        }

        @Override
        public void onComplete(AsyncEvent event) {
            // The exchange itself completes.
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // There is no time limit.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
