package org.resumelb.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An application that ends its requests in every way there is, as the path says. */
final class ScriptedServlet extends HttpServlet {

    private static final byte[] PAGE = "page".getBytes(StandardCharsets.US_ASCII);
    /** Jetty 12.1.12 may miss a timeout that passes before the request has begun to wait. */
    private static final long TIMEOUT_MILLIS = 50;

    private static final long MISS_NANOS = 3_000_000;

    /** Where requests for {@code /hold} wait. */
    final transient CountDownLatch entered = new CountDownLatch(1);

    final transient CountDownLatch released = new CountDownLatch(1);
    private final transient ExecutorService others = Executors.newCachedThreadPool();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        boolean again = request.getDispatcherType() == DispatcherType.ASYNC;
        switch (path) {
            case "/status/500" -> response.setStatus(500);
            case "/error/503" -> response.sendError(503);
            case "/missing" -> response.sendError(404);
            case "/throw" -> throw new IllegalStateException("as scripted");
            case "/miss" -> request.setAttribute(ResumeFilter.MISS_NANOS, MISS_NANOS);
            case "/hold" -> hold();
            case "/forward" -> request.getRequestDispatcher("/page").forward(request, response);
            case "/endless" -> endless(response);
            case "/async/complete" -> later(request, AsyncContext::complete);
            case "/async/at-once" -> request.startAsync().complete();
            case "/async/timeout" -> request.startAsync().setTimeout(TIMEOUT_MILLIS);
            case "/async/throw" -> throwAsync(request);
            case "/async/throw-later" -> throwLater(request, again);
            case "/async/twice" -> twice(request, response, again);
            case "/async/status/500" -> later(request, async -> fail(async, response));
            default -> response.getOutputStream().write(PAGE);
        }
    }

    private void hold() {
        entered.countDown();
        try {
            if (!released.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody released the request");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endless(HttpServletResponse response) throws IOException {
        byte[] chunk = new byte[64 * 1024];
        entered.countDown();
        for (int megabytes = 0; megabytes < 16 * 1024; megabytes++) {
            response.getOutputStream().write(chunk);
            response.flushBuffer();
        }
    }

    private void later(HttpServletRequest request, Consumer<AsyncContext> ending) {
        AsyncContext async = request.startAsync();
        others.execute(() -> ending.accept(async));
    }

    private static void throwAsync(HttpServletRequest request) {
        request.startAsync().setTimeout(TIMEOUT_MILLIS);
        throw new IllegalStateException("as scripted, started asynchronously");
    }

    private void throwLater(HttpServletRequest request, boolean again) {
        if (again) {
            throw new IllegalStateException("as scripted, dispatched again");
        }
        later(request, AsyncContext::dispatch);
    }

    /** Starts asynchronously, is dispatched, starts again, is dispatched again, and ends. */
    private void twice(HttpServletRequest request, HttpServletResponse response, boolean again) throws IOException {
        int round = again ? (Integer) request.getAttribute("round") : 0;
        request.setAttribute("round", round + 1);
        if (round < 2) {
            later(request, AsyncContext::dispatch);
        } else {
            response.getOutputStream().write(PAGE);
        }
    }

    private static void fail(AsyncContext async, HttpServletResponse response) {
        response.setStatus(500);
        async.complete();
    }

    @Override
    public void destroy() {
        others.shutdownNow();
    }
}
