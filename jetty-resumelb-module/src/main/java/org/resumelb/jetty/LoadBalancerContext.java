package org.resumelb.jetty;

import java.util.Arrays;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.connector.ClientConnections;
import org.resumelb.jetty.pages.PageErrorHandler;
import org.resumelb.jetty.proxy.ProxyContext;
import org.resumelb.jetty.proxy.ResumeProxyServlet;
import org.resumelb.jetty.proxy.headers.ServerWideOptions;
import org.resumelb.jetty.settings.Settings;

/** The context of the load balancer: every request to it goes to a worker. */
public final class LoadBalancerContext extends ServletContextHandler {
    private final LoadBalancer loadBalancer;
    private final Settings.Front front;
    private final Stopping stopping = new Stopping();
    private @Nullable ClientConnections connections;

    /** Creates a context with a load balancer that starts and stops with it. */
    public LoadBalancerContext(Settings settings) {
        super(settings.contextPath(), NO_SESSIONS | NO_SECURITY);
        setDisplayName("resumelb");
        front = settings.front();
        loadBalancer = new LoadBalancer(settings);
        // A bean of the context starts before its servlets.
        addBean(loadBalancer, true);
        showProxyContext();
        // Targets go to the worker as they are; decoding them is for classifiers only.
        getServletHandler().setDecodeAmbiguousURIs(true);
        ServletHolder holder = new ServletHolder("resumelb", ResumeProxyServlet.class);
        holder.setAsyncSupported(true);
        holder.setInitOrder(1);
        addServlet(holder, "/*");
        setErrorHandler(new PageErrorHandler(loadBalancer.proxyContext().pages()));
    }

    /**
     * Unless configured otherwise, requests that the server rejects before any context sees them get the same error
     * pages.
     */
    @Override
    public void setServer(Server server) {
        if (server != null && server.getErrorHandler() == null) {
            server.setErrorHandler(
                    new PageErrorHandler(loadBalancer.proxyContext().pages()));
        }
        super.setServer(server);
    }

    /** Sets the attribute for the servlet at each start, since a context that stops clears its attributes. */
    private void showProxyContext() {
        getContext().setAttribute(ProxyContext.ATTRIBUTE, loadBalancer.proxyContext());
    }

    /** The load balancer in this context. */
    public LoadBalancer loadBalancer() {
        return loadBalancer;
    }

    /** Nothing blocks the thread of a request. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(ServerWideOptions.atRoot(request), response, callback);
    }

    @Override
    protected void doStart() throws Exception {
        showProxyContext();
        super.doStart();
        Server server = getServer();
        if (server != null) {
            loadBalancer.server(server);
            connections = new ClientConnections(
                    server, front, loadBalancer.proxyContext().scheduler());
            connections.start();
            server.addEventListener(stopping);
        }
        if (server != null && server.isStarting()) {
            server.addEventListener(new Listening());
        } else if (server != null) {
            listening(server);
        }
    }

    @Override
    protected void doStop() throws Exception {
        Server server = getServer();
        if (server != null) {
            server.removeEventListener(stopping);
        }
        LifeCycle.stop(connections);
        super.doStop();
    }

    private void listening(Server server) {
        Arrays.stream(server.getConnectors())
                .filter(NetworkConnector.class::isInstance)
                .map(NetworkConnector.class::cast)
                .findFirst()
                .ifPresent(connector -> loadBalancer.listening(server, connector.getHost(), connector.getLocalPort()));
    }

    /** Connectors start after the contexts of their server. */
    private final class Listening implements LifeCycle.Listener {
        @Override
        public void lifeCycleStarted(LifeCycle server) {
            listening((Server) server);
            ((Server) server).removeEventListener(this);
        }
    }

    /** A server that is about to stop serves until this listener returns; only then do its connectors close. */
    private final class Stopping implements LifeCycle.Listener {
        @Override
        public void lifeCycleStopping(LifeCycle server) {
            loadBalancer.announceStop();
        }
    }
}
