package org.resumelb.jetty.proxy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.resumelb.servlet.ResumeFilter;

/** A worker as users have it: Jetty, the filter that keeps a résumé, and an application that takes a while. */
final class MeasuredWorker implements AutoCloseable {
    static final long MISS_MILLIS = 2;

    private static final long SERVICE_MILLIS = 10;

    private final Server server = new Server();
    private final ServerConnector connector = TestConnectors.plain(server, new HttpConfiguration());
    private final ScheduledExecutorService work = Executors.newSingleThreadScheduledExecutor();
    private final Queue<EndPoint> streams = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean broken;

    MeasuredWorker() throws Exception {
        ServletContextHandler context = new ServletContextHandler("/");
        Filter streams = (request, response, chain) -> {
            noteStream((HttpServletRequest) request);
            chain.doFilter(request, response);
        };
        FilterHolder noting = new FilterHolder(streams);
        noting.setAsyncSupported(true);
        context.addFilter(noting, "/.resumelb/resume", EnumSet.of(DispatcherType.REQUEST));
        FilterHolder filter = new FilterHolder(new ResumeFilter());
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        ServletHolder application = new ServletHolder(new Application());
        application.setAsyncSupported(true);
        context.addServlet(application, "/*");
        server.setHandler(context);
        server.start();
    }

    private void noteStream(HttpServletRequest request) {
        streams.add(ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint());
    }

    /** Cuts the connections over which it was asked for its résumé, and no others. */
    void endStreams() {
        for (EndPoint stream = streams.poll(); stream != null; stream = streams.poll()) {
            stream.close();
        }
    }

    String url() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    /** How many requests it got. */
    int requests() {
        return requests.get();
    }

    /** From now on it answers 500, in no time. */
    void breakDown() {
        broken = true;
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
        work.shutdown();
    }

    @SuppressWarnings("serial") // Nobody serializes it.
    private final class Application extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            requests.incrementAndGet();
            if (broken) {
                response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
                return;
            }
            if (request.getRequestURI().equals("/miss")) {
                request.setAttribute(ResumeFilter.MISS_NANOS, TimeUnit.MILLISECONDS.toNanos(MISS_MILLIS));
            }
            AsyncContext async = request.startAsync();
            var unused = work.schedule(async::complete, SERVICE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
