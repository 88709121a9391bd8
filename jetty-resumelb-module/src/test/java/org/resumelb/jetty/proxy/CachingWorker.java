package org.resumelb.jetty.proxy;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.resumelb.servlet.ResumeFilter;

/** A worker with the filter and a small cache, whose application takes long for what is not in the cache. */
final class CachingWorker implements AutoCloseable {
    private static final int WARM_MILLIS = 2;

    private final Server server = new Server(new QueuedThreadPool(100));
    private final Map<String, Boolean> cache;
    private final AtomicInteger hits = new AtomicInteger();
    private final AtomicInteger misses = new AtomicInteger();

    /**
     * Starts one.
     *
     * @param port 0 for any
     * @param cached objects that the cache holds; 0 for a server without application, which answers 404
     * @param missMillis what a request takes longer if its object is not there
     * @param resumeFile where the résumé survives a restart, if at all
     */
    CachingWorker(int port, int cached, int missMillis, @Nullable Path resumeFile) throws Exception {
        cache = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > cached;
            }
        };
        ServerConnector connector = new ServerConnector(server);
        connector.setPort(port);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        if (cached > 0) {
            FilterHolder filter = new FilterHolder(new ResumeFilter());
            filter.setAsyncSupported(true);
            if (resumeFile != null) {
                filter.setInitParameter("resumeFile", resumeFile.toString());
            }
            context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        }
        context.addServlet(new ServletHolder(new Application(missMillis, cached == 0)), "/*");
        server.setHandler(context);
        server.start();
    }

    int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int hits() {
        return hits.get();
    }

    int misses() {
        return misses.get();
    }

    int requests() {
        return hits() + misses();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    private final class Application extends HttpServlet {
        private static final long serialVersionUID = 1;
        private final int missMillis;
        private final boolean gone;

        Application(int missMillis, boolean gone) {
            this.missMillis = missMillis;
            this.gone = gone;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (gone) {
                if (!request.getRequestURI().startsWith("/.resumelb")) {
                    misses.incrementAndGet();
                }
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            boolean hit;
            synchronized (cache) {
                hit = cache.put(request.getServerName() + request.getRequestURI(), true) != null;
            }
            (hit ? hits : misses).incrementAndGet();
            try {
                TimeUnit.MILLISECONDS.sleep(hit ? WARM_MILLIS : WARM_MILLIS + missMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            byte[] body = "ok".getBytes(StandardCharsets.US_ASCII);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
