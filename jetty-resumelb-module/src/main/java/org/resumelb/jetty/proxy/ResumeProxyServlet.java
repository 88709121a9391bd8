package org.resumelb.jetty.proxy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.ee10.proxy.AsyncProxyServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.proxy.headers.HeadCheck;
import org.resumelb.jetty.proxy.headers.MaxForwards;
import org.resumelb.jetty.proxy.headers.Peer;
import org.resumelb.jetty.proxy.headers.RequestTarget;
import org.resumelb.jetty.proxy.headers.ServerWideOptions;
import org.resumelb.jetty.proxy.headers.TargetGuard;
import org.resumelb.jetty.proxy.headers.Via;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each request to a worker that the pool chooses for the request's class.
 *
 * <p>Of Jetty's servlet it keeps little: bodies, targets, headers, responses, retries and the end of a request are its
 * own, in one {@link ProxyExchange} a request. Works with the {@link ProxyContext} that it finds in
 * its servlet context.
 */
public final class ResumeProxyServlet extends AsyncProxyServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ResumeProxyServlet.class);

    private transient ProxyContext context;
    private transient HeadCheck headCheck;
    private transient Via via;
    private transient TargetGuard guard;
    private transient ErrorPages errorPages;

    /** For the container, which then calls {@link #init()}. */
    @SuppressWarnings("NullAway.Init") // The fields are set in init(), before any request.
    public ResumeProxyServlet() {}

    @Override
    public void init() throws ServletException {
        if (!(getServletContext().getAttribute(ProxyContext.ATTRIBUTE) instanceof ProxyContext found)) {
            throw new ServletException("attribute " + ProxyContext.ATTRIBUTE + " is absent (expected: set by the load"
                    + " balancer's context)");
        }
        context = found;
        headCheck = new HeadCheck(context.viaName());
        via = new Via(context.viaName());
        guard = new TargetGuard(context.settings().managementPath());
        errorPages = new ErrorPages(context.pages());
        super.init();
    }

    @Override
    protected HttpClient createHttpClient() {
        return context.client();
    }

    @Override
    public String getViaHost() {
        return context.viaName();
    }

    /** What it says of itself to workers. */
    Via via() {
        return via;
    }

    @Override
    public void destroy() {
        // The client belongs to the load balancer, which stops it.
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Peer.meet(request, context.settings().front().trustedProxies());
        int refusal = headCheck.judge(request);
        if (refusal != HeadCheck.PASSED) {
            refuse(request, response, refusal);
            return;
        }
        RequestTarget target = target(request);
        TargetGuard.Verdict verdict = target == null ? TargetGuard.Verdict.OUTSIDE : guard.judge(target.path());
        if (target == null || verdict != TargetGuard.Verdict.ALLOWED) {
            boolean outside = verdict == TargetGuard.Verdict.OUTSIDE;
            refuse(request, response, outside ? HttpServletResponse.SC_BAD_REQUEST : HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        agreeToClose(request, response);
        if (MaxForwards.isUsedUp(request)) {
            answerInstead(request, response);
            return;
        }
        if (context.classifier().waits()) {
            proceedElsewhere(request, target, response);
        } else {
            proceed(request, target, response);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
        startAsync(request);
        errorPages.send(request, response, status, () -> complete(request));
    }

    /** A load balancer has nothing to say about its own methods, and does not repeat what it was sent. */
    private void answerInstead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (HttpMethod.OPTIONS.is(request.getMethod())) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            refuse(request, response, HttpServletResponse.SC_NOT_IMPLEMENTED);
        }
    }

    /** In a thread that may wait. */
    private void proceedElsewhere(HttpServletRequest request, RequestTarget target, HttpServletResponse response) {
        startAsync(request);
        context.client().getExecutor().execute(() -> {
            try {
                proceed(request, target, response);
            } catch (IOException | RuntimeException e) {
                LOG.debug("A request could not be served", e);
                complete(request);
            }
        });
    }

    private void proceed(HttpServletRequest request, RequestTarget target, HttpServletResponse response)
            throws IOException {
        ProxyExchange exchange = new ProxyExchange(this, context, errorPages, request, target, response);
        if (exchange.lacksItsBody()) {
            refuse(request, response, HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        exchange.proceed();
    }

    /** Jetty says it by itself, but forgets to where an answer's head is larger than its first buffer. */
    private static void agreeToClose(HttpServletRequest request, HttpServletResponse response) {
        ServletContextRequest head = ServletContextRequest.getServletContextRequest(request);
        if (head.getHeaders().contains(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString())
                && head.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1) {
            response.setHeader(HttpHeader.CONNECTION.asString(), HttpHeaderValue.CLOSE.asString());
        }
    }

    private @Nullable RequestTarget target(HttpServletRequest request) {
        HttpURI uri = ServletContextRequest.getServletContextRequest(request).getHttpURI();
        return RequestTarget.of(uri, context.settings().contextPath(), ServerWideOptions.is(request));
    }

    @Override
    protected Response.Listener newProxyResponseListener(HttpServletRequest request, HttpServletResponse response) {
        throw new UnsupportedOperationException("responses are relayed by the exchange");
    }

    /** Starts or continues asynchronous processing, without a time limit of the container's. */
    static void startAsync(HttpServletRequest request) {
        AsyncContext async = request.isAsyncStarted() ? request.getAsyncContext() : request.startAsync();
        async.setTimeout(0);
    }

    /** Ends asynchronous processing, unless the container has ended the request itself. */
    static void complete(HttpServletRequest request) {
        try {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().complete();
            }
        } catch (IllegalStateException e) {
            LOG.debug("The container ended the request, as it does when the client's connection fails", e);
        }
    }
}
