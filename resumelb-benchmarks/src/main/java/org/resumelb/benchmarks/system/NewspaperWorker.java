package org.resumelb.benchmarks.system;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.resumelb.servlet.ResumeFilter;

/**
 * A worker with a capacity of its own: it serves so many requests at a time, each of which takes a while, and longer for
 * each object that it has to load. Further requests wait for a place, as in a container whose threads are all busy. Time
 * is slept, so that processors are left to what is compared.
 */
final class NewspaperWorker {
    static final int PLACES = 4;
    static final long WARM_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    static final long LOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(16);
    private static final int MAX_THREADS = 400;

    private final BoundedCache cache;
    private final ServerConnector connector;
    private final LongAdder requests = new LongAdder();
    private final LongAdder loads = new LongAdder();

    /** Starts one whose cache has room for so many objects. */
    NewspaperWorker(int capacity) throws Exception {
        cache = new BoundedCache(capacity);
        Server server = new Server(new QueuedThreadPool(MAX_THREADS));
        connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        add(context, new Places());
        add(context, new ResumeFilter());
        ServletHolder servlet = new ServletHolder(new Pages());
        servlet.setAsyncSupported(true);
        context.addServlet(servlet, "/*");
        server.setHandler(context);
        server.start();
    }

    private static void add(ServletContextHandler context, Filter filter) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
    }

    String url() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    BoundedCache cache() {
        return cache;
    }

    /** Requests since this was asked last. */
    long requests() {
        return requests.sumThenReset();
    }

    /** Objects loaded since this was asked last. */
    long loads() {
        return loads.sumThenReset();
    }

    /** Lets in as many requests as there are places; résumés do not need one. */
    private static final class Places implements Filter {
        private final Semaphore free = new Semaphore(PLACES, true);

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (((HttpServletRequest) request).getRequestURI().startsWith("/.resumelb/")) {
                chain.doFilter(request, response);
                return;
            }
            free.acquireUninterruptibly();
            try {
                chain.doFilter(request, response);
            } finally {
                free.release();
            }
        }
    }

    /** A page is an object, and its site is one that all its pages need. */
    private final class Pages extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private static final byte[] PAGE = new byte[1_024];

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String site = request.getServerName();
            long loaded = missing(site) + missing(site + request.getRequestURI());
            requests.increment();
            loads.add(loaded);
            pause(WARM_NANOS + loaded * LOAD_NANOS);
            request.setAttribute(ResumeFilter.MISS_NANOS, loaded * LOAD_NANOS);
            response.setContentLength(PAGE.length);
            response.getOutputStream().write(PAGE);
        }

        private long missing(String object) {
            return cache.use(object) ? 0 : 1;
        }

        private void pause(long nanos) {
            long end = System.nanoTime() + nanos;
            for (long left = nanos; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
