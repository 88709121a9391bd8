package org.resumelb.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** All parts of a running filter, wired together. Thread-safe. */
final class Worker {

    private static final long TRACE_FLUSH_MILLIS = 500;
    private static final long STOP_MILLIS = 5000;

    private final ScheduledThreadPoolExecutor streamThread = thread("resumelb-streams");
    private final ScheduledThreadPoolExecutor fileThread = thread("resumelb-files");
    private final Memory memory;
    private final ResumeKeeper keeper;
    private final TraceLog traceLog;
    private final RequestMeter meter;
    private final EventStreams streams;
    private final Management management;
    private final Future<?> tracing;

    Worker(Settings settings, LongSupplier nanoClock, Clock clock) {
        memory = new Memory(settings.history(), settings.maxSkillAge());
        keeper = new ResumeKeeper(settings, fileThread);
        traceLog = new TraceLog(settings.traceLog(), clock);
        meter = new RequestMeter(keeper, traceLog, nanoClock);
        streams = new EventStreams(keeper, meter, nanoClock, streamThread);
        management = new Management(settings, keeper, meter, streams, nanoClock);
        streams.start();
        // At once, so that the worker's id lasts, and a file that cannot be written is known from the start.
        keeper.saveSoon();
        tracing = fileThread.scheduleWithFixedDelay(
                traceLog::flush, TRACE_FLUSH_MILLIS, TRACE_FLUSH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static ScheduledThreadPoolExecutor thread(String name) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (management.covers(request)) {
            management.answer(request, response);
            return;
        }
        Measurement measurement = meter.arrived(request, response);
        if (measurement == null) {
            chain.doFilter(request, response);
            return;
        }
        request.setAttribute(ResumeFilter.SEEN, measurement);
        try {
            measurement.passOn(request, response, chain);
        } catch (Throwable failure) {
            measurement.threw(failure);
            throw failure;
        }
        measurement.returned();
    }

    /** Puts the settings of all workers in force; those that they do not contain are as the init parameters say. */
    void configure(Map<?, ?> workerSettings) {
        keeper.remember(memory.with(workerSettings));
    }

    /** Makes load balancers stop sending new requests, while requests are still served. */
    void retire() {
        streams.retire();
    }

    /** The number of requests that have come through load balancers. */
    long arrivals() {
        return meter.arrivals();
    }

    void stop() {
        streams.stop();
        tracing.cancel(false);
        streamThread.shutdown();
        fileThread.shutdown();
        try {
            // A slow disk may keep the last save; then ours comes after it.
            if (!fileThread.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)
                    || !streamThread.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                fileThread.shutdownNow();
                streamThread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keeper.save();
        traceLog.flush();
    }
}
