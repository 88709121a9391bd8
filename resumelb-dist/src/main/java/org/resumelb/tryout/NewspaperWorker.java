package org.resumelb.tryout;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.resumelb.servlet.ResumeFilter;

/** A worker of the newspaper, on a free port of this machine. */
final class NewspaperWorker implements AutoCloseable {
    private final Server server = new Server(new QueuedThreadPool(24));
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final SiteCache cache;

    /** Starts it. */
    NewspaperWorker(int number, int capacity) throws Exception {
        cache = new SiteCache(capacity);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        FilterHolder filter = new FilterHolder(new ResumeFilter());
        filter.setName("resumelb");
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        ServletHolder servlet = new ServletHolder("newspaper", new NewspaperServlet(number, cache));
        servlet.setAsyncSupported(true);
        context.addServlet(servlet, "/*");
        server.setHandler(context);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    SiteCache cache() {
        return cache;
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
