package org.resumelb.spring;

import jakarta.servlet.ServletContext;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.resumelb.servlet.ResumeFilter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * Takes leave of the load balancers before the application stops: they stop sending new requests while requests are
 * still served. This precedes the web server's graceful shutdown, which would wait for the event streams in vain.
 * Thread-safe.
 */
final class Retirement implements SmartLifecycle {
    /** After this long without a request, the load balancers have noticed. */
    private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final long LIMIT_NANOS = 10 * SILENCE_NANOS;
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final ObjectProvider<ServletContext> context;
    private volatile boolean running;

    Retirement(ObjectProvider<ServletContext> context) {
        this.context = context;
    }

    /** The highest phase: stopped before everything else. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void stop() {
        running = false;
        context.ifAvailable(application -> {
            if (application.getAttribute(ResumeFilter.RETIRE) instanceof Runnable retire
                    && application.getAttribute(ResumeFilter.ARRIVALS) instanceof LongSupplier arrivals) {
                retire.run();
                awaitSilence(arrivals);
            }
        });
    }

    /** Does not wait if no request ever came through a load balancer. */
    private static void awaitSilence(LongSupplier arrivals) {
        long seen = arrivals.getAsLong();
        long begin = System.nanoTime();
        long silentSince = begin;
        long now = begin;
        while (seen > 0 && now - silentSince < SILENCE_NANOS && now - begin < LIMIT_NANOS) {
            LockSupport.parkNanos(GLANCE_NANOS);
            now = System.nanoTime();
            long present = arrivals.getAsLong();
            if (present != seen) {
                seen = present;
                silentSince = now;
            }
        }
    }
}
