package org.resumelb.jetty.proxy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.ee10.proxy.AsyncProxyServlet;

/**
 * Sends each request to a worker that the pool chooses for the request's class.
 *
 * <p>Of Jetty's servlet it keeps little: bodies, targets, headers, responses, retries and the end of a request are its
 * own, in one {@link ProxyExchange} a request. Works with the {@link ProxyContext} that it finds in
 * its servlet context.
 */
public final class ResumeProxyServlet extends AsyncProxyServlet {
    private static final long serialVersionUID = 1L;
    private static final String EXCHANGE = ProxyExchange.class.getName();

    private transient ProxyContext context;
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
        return "resumelb";
    }

    @Override
    public void destroy() {
        // The client belongs to the load balancer, which stops it.
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProxyExchange exchange = (ProxyExchange) request.getAttribute(EXCHANGE);
        if (exchange == null) {
            if (WebSocketHandshake.isForeignConnect(request)) {
                errorPages.send(response, HttpServletResponse.SC_NOT_IMPLEMENTED);
                return;
            }
            TargetGuard.Verdict verdict = guard.judge(pathBelowContext(request));
            if (verdict != TargetGuard.Verdict.ALLOWED) {
                boolean outside = verdict == TargetGuard.Verdict.OUTSIDE;
                errorPages.send(
                        response, outside ? HttpServletResponse.SC_BAD_REQUEST : HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            exchange = new ProxyExchange(this, context, errorPages, request, response);
            request.setAttribute(EXCHANGE, exchange);
        }
        exchange.proceed();
    }

    /** The raw path that the worker will see below its own context. */
    static String pathBelowContext(HttpServletRequest request) {
        String path = request.getRequestURI();
        String context = request.getContextPath();
        return path.startsWith(context) ? path.substring(context.length()) : path;
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
