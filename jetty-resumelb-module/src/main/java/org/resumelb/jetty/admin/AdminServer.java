package org.resumelb.jetty.admin;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.text.Excerpt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small separate server for the admin pages, so that load on the public connectors does not affect it. */
public final class AdminServer extends ContainerLifeCycle {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final int MAX_THREADS = 8;

    /** Paths contain names of workers, with the brackets of IPv6, and of classes, which may be anything. */
    private static final UriCompliance NAMES_IN_PATHS = UriCompliance.DEFAULT.with(
            "names",
            UriCompliance.Violation.ILLEGAL_PATH_CHARACTERS,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT);

    /** The maximum number of open connections. */
    private static final int MAX_CALLERS = 512;

    /** The number of pages that are answered at once; others queue. */
    private static final int PAGES_AT_A_TIME = 2;

    private static final int PAGES_WAITING = 128;

    private static final long IDLE_MILLIS = 30_000;

    /** Not a bean: when the surrounding server stops gracefully, this one has to answer until the end. */
    private final Server server;

    private final ServerConnector connector;

    private final ThreadPoolExecutor pages = pageThreads();
    private final Dashboard dashboard;

    public AdminServer(Settings.Admin settings, Administration balancer) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1);
        threads.setName("resumelb-admin");
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setUriCompliance(NAMES_IN_PATHS);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        server.addConnector(connector);
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.addBean(new CallerBound(connector, MAX_CALLERS));
        dashboard = new Dashboard(balancer, settings.readOnly(), pages);
        server.setHandler(
                new AdminHandler(balancer, new AccessRules(settings), dashboard, pages, new WebFiles(server)));
    }

    private static ThreadPoolExecutor pageThreads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                PAGES_AT_A_TIME,
                PAGES_AT_A_TIME,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(PAGES_WAITING),
                task -> {
                    Thread thread = new Thread(task, "resumelb-admin-page");
                    thread.setDaemon(true);
                    return thread;
                });
        // None are left when nobody asks; so this needs no end.
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Override
    protected void doStop() throws Exception {
        dashboard.close();
        server.stop();
        super.doStop();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // Before anything else of the server, whose threads would have to be stopped again.
        open();
        server.start();
        LOG.debug("Admin pages on http://{}:{}/", connector.getHost(), connector.getLocalPort());
    }

    /**
     * Opens the port, if it is not open yet; callers wait until this server is started.
     *
     * @throws IOException naming the property if the port is not available
     */
    public void open() throws IOException {
        try {
            connector.open();
        } catch (IOException e) {
            throw new IOException(
                    "resumelb.admin.port: " + connector.getPort() + " (expected: a free port of " + connector.getHost()
                            + ", or -1 for none): " + Excerpt.of(e.getMessage()),
                    e);
        }
    }

    /** The address it is bound to. */
    public @Nullable String host() {
        return connector.getHost();
    }

    /** The port in use. */
    public int port() {
        return connector.getLocalPort();
    }
}
