package org.resumelb.jetty.proxy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.ee10.proxy.AsyncProxyServlet;
import org.eclipse.jetty.ee10.servlet.HttpInput;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request to a worker that the pool chooses for the request's class.
 *
 * <p>Of Jetty's servlet it keeps how request bodies are read; targets, headers, responses, retries and the end of a
 * request are its own, in one {@link ProxyExchange} a request. Works with the {@link ProxyContext} that it finds in
 * its servlet context.
 */
public final class ResumeProxyServlet extends AsyncProxyServlet {
    private static final long serialVersionUID = 1L;
    private static final String EXCHANGE = ProxyExchange.class.getName();

    private transient ProxyContext context;
    private transient HeadCheck headCheck;
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
        guard = new TargetGuard(context.settings().managementPath());
        errorPages = new ErrorPages(context.settings().disconnectPage());
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

    @Override
    public void destroy() {
        // The client belongs to the load balancer, which stops it.
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProxyExchange exchange = (ProxyExchange) request.getAttribute(EXCHANGE);
        if (exchange == null) {
            int refusal = headCheck.judge(request);
            if (refusal != HeadCheck.PASSED) {
                errorPages.send(response, refusal);
                return;
            }
            RequestTarget target = target(request);
            TargetGuard.Verdict verdict = target == null ? TargetGuard.Verdict.OUTSIDE : guard.judge(target.path());
            if (target == null || verdict != TargetGuard.Verdict.ALLOWED) {
                boolean outside = verdict == TargetGuard.Verdict.OUTSIDE;
                errorPages.send(
                        response, outside ? HttpServletResponse.SC_BAD_REQUEST : HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            agreeToClose(request, response);
            exchange = new ProxyExchange(this, context, errorPages, request, target, response);
            request.setAttribute(EXCHANGE, exchange);
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

    /** Whether the request has a body. */
    boolean hasBody(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() >= 0 || !request.getProtocol().equals("HTTP/2.0")) {
            return hasContent(request);
        }
        // Over HTTP/2 a body need not be announced; there is none if its end came with the headers.
        boolean ended = HeadCheck.hasEnded((HttpInput) request.getInputStream());
        return !ended && WebSocketHandshake.of(request) == WebSocketHandshake.NONE;
    }

    /** Whether the client waits for leave to send its body. */
    boolean expectsContinue(HttpServletRequest request) {
        return expects100Continue(request);
    }

    /** The request's body, read from the client as the worker takes it. */
    Request.Content body(HttpServletRequest request, HttpServletResponse response, Request upstream) {
        // Without a type of its own, so that none is added to a request that has none.
        @Nullable String noType = null;
        AsyncRequestContent content = new AsyncRequestContent(noType);
        try {
            request.getInputStream().setReadListener(newReadListener(request, response, upstream, content));
        } catch (IOException e) {
            content.fail(e);
        }
        return paced(content, (ProxyExchange) request.getAttribute(EXCHANGE));
    }

    /** A body from a client that is cut when it trickles. */
    private Request.Content paced(Request.Content content, ProxyExchange exchange) {
        int bytesPerSecond = context.settings().front().minUploadBytesPerSecond();
        return bytesPerSecond == 0
                ? content
                : new PacedBody(content, bytesPerSecond, context.scheduler(), System::nanoTime, exchange::clientFailed);
    }

    @Override
    protected ReadListener newReadListener(
            HttpServletRequest request, HttpServletResponse response, Request upstream, AsyncRequestContent content) {
        ProxyExchange exchange = (ProxyExchange) request.getAttribute(EXCHANGE);
        return new StreamReader(request, response, upstream, content) {
            /** The worker did not take what the client sent, which is no fault of the client. */
            private volatile boolean refused;

            @Override
            protected void onRequestContent(
                    HttpServletRequest request,
                    Request upstream,
                    AsyncRequestContent content,
                    byte[] buffer,
                    int offset,
                    int length,
                    Callback callback) {
                Callback taken = Callback.from(callback.getInvocationType(), callback::succeeded, failure -> {
                    refused = true;
                    callback.failed(failure);
                });
                super.onRequestContent(request, upstream, content, buffer, offset, length, taken);
            }

            @Override
            public void onError(Throwable failure) {
                if (!refused) {
                    exchange.clientFailed(failure);
                }
                super.onError(failure);
            }
        };
    }

    @Override
    protected Response.Listener newProxyResponseListener(HttpServletRequest request, HttpServletResponse response) {
        throw new UnsupportedOperationException("responses are relayed by the exchange");
    }

    /** Starts or continues asynchronous processing, without a time limit of the container's. */
    static AsyncContext async(HttpServletRequest request) {
        AsyncContext async = request.isAsyncStarted() ? request.getAsyncContext() : request.startAsync();
        async.setTimeout(0);
        return async;
    }
}
