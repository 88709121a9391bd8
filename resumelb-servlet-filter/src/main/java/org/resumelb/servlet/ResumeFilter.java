package org.resumelb.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a webapp a worker: measures how fast it serves each class of requests and tells the load balancers.
 *
 * <p>If declared in {@code web.xml}, the filter needs {@code async-supported}, the mapping {@code /*} and a place
 * before all other filters. A request with the header {@code Resumelb-Class} came through a load balancer and is
 * measured from here until the filter chain returns or the asynchronous request completes. (The container flushes the
 * last buffer of a response after that.) Any other request is passed on untouched. Requests below the management path
 * are answered here.
 *
 * <p>Thread-safe, as filters must be. Owns two daemon threads from {@link #init} to {@link #destroy}: one for event
 * streams, one for files.
 */
public final class ResumeFilter implements Filter {

    /**
     * Request attribute with which an application can report the total nanoseconds, as a {@link Number}, that the
     * request spent loading what a cache did not hold. Set it before the request ends; load balancers then need not
     * infer from service times how warm this worker is.
     */
    public static final String MISS_NANOS = "org.resumelb.missNanos";

    /**
     * Servlet context attribute that the filter sets: a {@link Consumer} of {@link Map}s. It accepts the settings of
     * all workers by name ({@code history}, {@code maxSkillAge}: numbers) and puts them in force immediately in place
     * of the init parameters, or throws an {@link IllegalArgumentException} that names the setting, its value and the
     * expected form.
     */
    public static final String SETTINGS = "org.resumelb.settings";

    /**
     * Servlet context attribute that the filter sets: a {@link Runnable} that makes load balancers stop sending new
     * requests, while requests are still served. To be run before the container stops.
     */
    public static final String RETIRE = "org.resumelb.retire";

    /**
     * Servlet context attribute that the filter sets: a {@link LongSupplier} of the number of requests that have come
     * through load balancers so far. Before the container stops, it shows whether they still send requests.
     */
    public static final String ARRIVALS = "org.resumelb.arrivals";

    /** Marks requests that the filter has seen; holds the measurement of those that are measured. */
    static final String SEEN = ResumeFilter.class.getName() + ".seen";

    private final LongSupplier nanoClock;
    private volatile @Nullable Worker worker;

    /** For the container. */
    public ResumeFilter() {
        this(System::nanoTime);
    }

    ResumeFilter(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /**
     * Reads the init parameters and the résumé file.
     *
     * @throws ServletException if a parameter is wrong; one line names it, its value and the expected form
     */
    @Override
    public void init(FilterConfig config) throws ServletException {
        AsyncMapping.add(config);
        Worker starting = new Worker(Settings.from(config), nanoClock, Clock.systemUTC());
        worker = starting;
        // Of the JDK's types only, for callers that see other classes than the webapp does.
        Consumer<Map<?, ?>> settings = starting::configure;
        Runnable retire = starting::retire;
        LongSupplier arrivals = starting::arrivals;
        ServletContext context = config.getServletContext();
        context.setAttribute(SETTINGS, settings);
        context.setAttribute(RETIRE, retire);
        context.setAttribute(ARRIVALS, arrivals);
    }

    /** Ends the event streams, saves the résumé and stops the threads. */
    @Override
    public void destroy() {
        Worker stopping = worker;
        worker = null;
        if (stopping != null) {
            stopping.stop();
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Worker active = worker;
        if (active != null
                && request instanceof HttpServletRequest httpRequest
                && response instanceof HttpServletResponse httpResponse) {
            serve(active, httpRequest, httpResponse, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void serve(
            Worker active, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        DispatcherType dispatch = request.getDispatcherType();
        Object seen = request.getAttribute(SEEN);
        if (dispatch == DispatcherType.REQUEST && seen == null) {
            request.setAttribute(SEEN, true);
            active.serve(request, response, chain);
        } else if (dispatch == DispatcherType.ASYNC && seen instanceof Measurement measurement) {
            measurement.passOn(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }
}
